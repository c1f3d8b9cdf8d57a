//! The two line ends are written before each event, to end the one before it, and not after it. So an event only
//! ends when the next one begins: the page shows each quote when it is out of date. Write them after the event.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "one-event-behind",
    row: "",
    lab: "sse",
    fails: &["not-steady"],
    may_fail: &[],
    source: include_str!("one_event_behind.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_events(interval, |quote| format!("\n\ndata: {quote}"))
}
