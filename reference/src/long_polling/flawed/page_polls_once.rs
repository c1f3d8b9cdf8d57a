//! There is no loop: the page asks once, when it is loaded, and shows that for ever.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-polls-once",
    row: "",
    lab: "long-polling-page",
    fails: &["repoll-late"],
    may_fail: &[],
    source: include_str!("page_polls_once.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(&[("    while (true) {\n      try", "    for (const _ of [1]) {\n      try")], lab(hold))
}
