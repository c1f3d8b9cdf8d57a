//! Events wait in a buffer until there are enough of them, and then go out together: every symbol comes three
//! times at once, two of them with prices that are past, and between two such bursts nothing moves. Send each
//! event when it is made.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "several-ticks-together",
    row: "D075",
    lab: "sse",
    fails: &["not-steady"],
    may_fail: &[],
    source: include_str!("several_ticks_together.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

/// Three ticks, each with a quote of the four symbols.
const ENOUGH: usize = 3 * 4;

async fn stream(State(interval): State<Duration>) -> Response {
    let ticks = stream::unfold(Prices::default(), move |mut prices| async move {
        sleep(interval).await;
        let tick: String = (0..4).map(|_| event(json!(prices.advance()))).collect();
        Some((tick, prices))
    });
    event_stream(buffered(ticks, |buffer| buffer.matches("data:").count() >= ENOUGH))
}

fn app(interval: Duration) -> Router {
    routes(get(sse::page), get(stream), interval)
}
