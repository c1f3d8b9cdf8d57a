//! The page begins with version 1, which is that of a server that was just started: the server takes it for a client
//! that has seen everything, and whoever opens the page first sees “…” for a whole hold.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-asks-with-the-first-version",
    row: "D043",
    lab: "long-polling-page",
    fails: &["fresh-not-shown"],
    may_fail: &[],
    source: include_str!("page_asks_with_the_first_version.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(&[("let lastVersion = 0;", "let lastVersion = 1;")], lab(hold))
}
