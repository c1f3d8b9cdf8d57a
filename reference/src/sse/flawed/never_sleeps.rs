//! The loop that makes quotes has no pause at all: each client is sent as many as its connection takes, one right after
//! another. The page stands still, and the server works for nothing else. Sleep for the interval of the text.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "never-sleeps",
    row: "",
    lab: "sse",
    fails: &["not-steady"],
    may_fail: &[],
    source: include_str!("never_sleeps.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

async fn stream() -> Response {
    let ticks = stream::unfold(Prices::default(), async |mut prices| Some((event(json!(prices.advance())), prices)));
    event_stream(ticks)
}

fn app(_: Duration) -> Router {
    routes(get(sse::page), get(stream), ())
}
