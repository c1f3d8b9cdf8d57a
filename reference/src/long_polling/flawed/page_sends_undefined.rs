//! The version is read under a name that the answer does not have: from the second poll on, the page sends “undefined”.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-sends-undefined",
    row: "D081",
    lab: "long-polling-page",
    fails: &["version-not-sent-back"],
    may_fail: &[],
    source: include_str!("page_sends_undefined.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(&[("    lastVersion = version;\n", "    lastVersion = undefined;\n")], lab(hold))
}
