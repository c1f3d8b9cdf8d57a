//! There is one card, and each quote writes over the last one: four symbols are quoted, and one can be seen.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-has-one-place",
    row: "",
    lab: "sse-page",
    fails: &["quotes-overwrite"],
    may_fail: &[],
    source: include_str!("page_has_one_place.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_page(&[("  function cardOf(symbol) {\n", "  function cardOf() {\n    const symbol = \"\";\n")], interval)
}
