//! The page has cards for the symbols that it knows, and creates none for another one: there `null` is asked for its
//! parts, and the quote is lost.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-knows-its-symbols",
    row: "D082",
    lab: "sse-page",
    fails: &["new-symbol-not-shown"],
    may_fail: &[],
    source: include_str!("page_knows_its_symbols.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_page(
        &[(
            "    if (!cards.has(symbol)) {\n",
            "    if (![\"AAPL\", \"AMZN\", \"GOOG\", \"MSFT\"].includes(symbol)) return null;\n    if (!cards.has(symbol)) {\n",
        )],
        interval,
    )
}
