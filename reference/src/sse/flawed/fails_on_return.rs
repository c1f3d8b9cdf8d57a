//! A browser whose connection broke comes back with `Last-Event-ID`, and the generator compares that text with the
//! numbers of its events: a TypeError, after the head was sent and before any event. The browser comes back again and
//! again, and the page shows old prices. Make a number of it first, and begin anew where that cannot be done.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "fails-on-return",
    row: "",
    lab: "sse",
    fails: &["subscriber-starved"],
    may_fail: &[],
    source: include_str!("fails_on_return.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

async fn stream(State(lab): State<Quotes>, headers: HeaderMap) -> Response {
    if headers.contains_key("last-event-id") {
        return event_stream(stream::empty::<String>());
    }
    sse::stream(State(lab), headers).await.into_response()
}

fn app(interval: Duration) -> Router {
    with_stream(get(stream), interval)
}
