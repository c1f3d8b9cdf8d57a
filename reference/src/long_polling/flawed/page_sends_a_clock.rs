//! The page sends the time of its own clock in place of the version: the server waits for a version that comes in fifty
//! years, and the page hears of nothing.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-sends-a-clock",
    row: "D081",
    lab: "long-polling-page",
    fails: &["version-not-sent-back"],
    may_fail: &[],
    source: include_str!("page_sends_a_clock.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(&[("    lastVersion = version;\n", "    lastVersion = Date.now();\n")], lab(hold))
}
