//! The first line of the script looks for an element that the page does not have: the exception ends it, and the page
//! says “…” for ever.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-throws-at-once",
    row: "",
    lab: "long-polling-page",
    fails: &["page-dead"],
    may_fail: &[],
    source: include_str!("page_throws_at_once.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(
        &[("  let lastVersion = 0;\n", "  let lastVersion = 0;\n  element(\"state\").textContent = \"…\";\n")],
        lab(hold),
    )
}
