//! The server has a time limit for a whole answer, and a stream is an answer that has no end: after fifteen seconds
//! it is cut. A browser comes back by itself after some seconds, and has missed what came meanwhile. Take the limit
//! off for the stream: it is there for answers that hang.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "cut-after-fifteen-seconds",
    row: "D069",
    lab: "sse",
    fails: &["stream-ends"],
    may_fail: &[],
    source: include_str!("cut_after_fifteen_seconds.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

/// What frameworks call a write timeout.
const LIMIT: Duration = Duration::from_secs(15);

async fn stream(State(lab): State<Quotes>) -> Response {
    event_stream(quotes(&lab).map(event).take_until(sleep(LIMIT)))
}

fn app(interval: Duration) -> Router {
    with_stream(get(stream), interval)
}
