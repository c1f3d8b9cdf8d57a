//! The quote is turned into JSON, and the text that comes of it once more: the data of the event is a JSON text that
//! holds JSON. The page parses it once, has a text, and shows 'undefined'. Encode once only.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "encoded-twice",
    row: "",
    lab: "sse",
    fails: &["data-not-json"],
    may_fail: &[],
    source: include_str!("encoded_twice.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_events(interval, |quote| event(json!(quote.to_string())))
}
