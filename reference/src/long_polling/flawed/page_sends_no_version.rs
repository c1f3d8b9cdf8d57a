//! The page polls without a version. The server has nothing to compare with and answers at once, again and again.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-sends-no-version",
    row: "D081",
    lab: "long-polling-page",
    fails: &["version-not-sent-back"],
    may_fail: &[],
    source: include_str!("page_sends_no_version.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(&[("?last_version=${lastVersion}", "")], lab(hold))
}
