//! The event is written with its 'data:' by hand, and given to a function that writes it too: what the page gets
//! begins with 'data:' and is no JSON. Give that function the data alone.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "data-written-twice",
    row: "",
    lab: "sse",
    fails: &["data-not-json"],
    may_fail: &[],
    source: include_str!("data_written_twice.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_events(interval, |quote| event_of(&format!("data: {quote}")))
}

/// What libraries have for this.
fn event_of(data: &str) -> String {
    format!("data: {data}\n\n")
}
