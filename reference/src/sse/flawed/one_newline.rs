//! Each event ends with one newline, and an event is only over at an empty line. The bytes arrive, a browser
//! collects them as lines of one event that never ends, and 'onmessage' is never called. End with two.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "one-newline",
    row: "D040",
    lab: "sse",
    fails: &["nothing-dispatched"],
    may_fail: &[],
    source: include_str!("one_newline.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_events(interval, |quote| format!("data: {quote}\n"))
}
