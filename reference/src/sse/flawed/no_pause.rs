//! The loop that makes quotes has next to no pause: hundreds of events a second, for each client. A page cannot
//! show them, and a few clients keep the server and the network busy. Sleep for the interval of the text.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "no-pause",
    row: "",
    lab: "sse",
    fails: &["not-steady"],
    may_fail: &[],
    source: include_str!("no_pause.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

async fn stream() -> Response {
    let ticks = stream::unfold(Prices::default(), async |mut prices| {
        sleep(Duration::from_millis(5)).await;
        Some((event(json!(prices.advance())), prices))
    });
    event_stream(ticks)
}

fn app(_: Duration) -> Router {
    routes(get(sse::page), get(stream), ())
}
