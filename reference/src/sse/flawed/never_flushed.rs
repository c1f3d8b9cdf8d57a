//! The head is sent, and the events go into a buffer that is sent when it is full. A quote is some eighty
//! bytes, so nothing arrives for minutes, and then everything at once. Flush after each event.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "never-flushed",
    row: "D075",
    lab: "sse",
    fails: &["first-event-late"],
    may_fail: &[],
    source: include_str!("never_flushed.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

const BUFFER: usize = 16 * 1024;

async fn stream(State(lab): State<Quotes>) -> Response {
    event_stream(buffered(quotes(&lab).map(event), |buffer| buffer.len() >= BUFFER))
}

fn app(interval: Duration) -> Router {
    with_stream(get(stream), interval)
}
