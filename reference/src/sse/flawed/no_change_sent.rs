//! A quote has a symbol and a price, but not by how much the price has changed. The page cannot tell up from
//! down without remembering what it saw, and knows nothing at first. Send the change beside the price.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "no-change-sent",
    row: "D077",
    lab: "sse",
    fails: &["quote-incomplete"],
    may_fail: &[],
    source: include_str!("no_change_sent.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_events(interval, |quote| event(json!({ "symbol": quote["symbol"], "price": quote["price"] })))
}
