//! Price and change are sent as text, "192.5" in quotes. A page that adds to them puts the digits side by
//! side, and one that asks for 'toFixed' stops with an error. Send numbers, and let the page format them.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "prices-as-text",
    row: "D077",
    lab: "sse",
    fails: &["numbers-as-text"],
    may_fail: &[],
    source: include_str!("prices_as_text.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_events(interval, |mut quote| {
        for field in ["price", "change"] {
            quote[field] = json!(quote[field].to_string());
        }
        event(quote)
    })
}
