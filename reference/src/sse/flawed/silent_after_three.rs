//! After three events the loop stops, and the connection stays open: no event comes, and no error either. A
//! browser only comes back when a connection ends, so the page shows old prices for ever. Let the loop have
//! no end, and close the connection if it has one.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "silent-after-three",
    row: "D069",
    lab: "sse",
    fails: &["stream-ends"],
    may_fail: &[],
    source: include_str!("silent_after_three.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

async fn stream(State(lab): State<Quotes>) -> Response {
    event_stream(quotes(&lab).map(event).take(3).chain(stream::pending()))
}

fn app(interval: Duration) -> Router {
    with_stream(get(stream), interval)
}
