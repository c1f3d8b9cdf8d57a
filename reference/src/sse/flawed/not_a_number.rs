//! The change is divided by a price that is not there yet, and the result is written as 'NaN'. Many libraries
//! write that without an error, but it is not JSON: JSON.parse throws on the whole event. Send a number or
//! null.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "not-a-number",
    row: "D063",
    lab: "sse",
    fails: &["data-not-json"],
    may_fail: &[],
    source: include_str!("not_a_number.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_events(interval, |quote| {
        format!("data: {{\"symbol\": {}, \"price\": {}, \"change\": NaN}}\n\n", quote["symbol"], quote["price"])
    })
}
