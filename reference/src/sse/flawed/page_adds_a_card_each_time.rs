//! Each quote gets a card of its own, without a look whether its symbol has one already: after twenty quotes there are
//! twenty cards more. Keep the card of each symbol, and create it only if there is none.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-adds-a-card-each-time",
    row: "D078",
    lab: "sse-page",
    fails: &["cards-multiply"],
    may_fail: &[],
    source: include_str!("page_adds_a_card_each_time.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_page(
        &[
            (
                "    const part = (selector) => cardOf(symbol).querySelector(selector);",
                "    const card = cardOf(symbol);\n    const part = (selector) => card.querySelector(selector);",
            ),
            ("    if (!cards.has(symbol)) {", "    {"),
        ],
        interval,
    )
}
