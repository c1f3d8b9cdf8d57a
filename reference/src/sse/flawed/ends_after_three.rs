//! The stream ends after three events. A browser comes back by itself after some seconds, so that the page
//! seems to work, but it misses what happened meanwhile and asks again and again. Let the loop have no end.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "ends-after-three",
    row: "D069",
    lab: "sse",
    fails: &["stream-ends"],
    may_fail: &[],
    source: include_str!("ends_after_three.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

async fn stream(State(lab): State<Quotes>) -> Response {
    event_stream(quotes(&lab).map(event).take(3))
}

fn app(interval: Duration) -> Router {
    with_stream(get(stream), interval)
}
