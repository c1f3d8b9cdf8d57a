//! The page sends version 0 with each poll, whatever it has read. The server takes it for a client that knows
//! nothing and answers at once each time: nothing is ever held, and all that is left is asking again and again.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-always-sends-zero",
    row: "D081",
    lab: "long-polling-page",
    fails: &["version-not-sent-back"],
    may_fail: &[],
    source: include_str!("page_always_sends_zero.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(&[("?last_version=${lastVersion}", "?last_version=0")], lab(hold))
}
