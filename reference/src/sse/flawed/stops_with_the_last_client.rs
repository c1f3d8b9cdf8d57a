//! The first client starts the clock of the market, the last one that leaves stops it, and nothing starts it again:
//! after a moment without visitors the stream is open, and empty, for everybody. Start the clock whenever there is a
//! client and no clock; or let it run.

use std::sync::atomic::{AtomicBool, Ordering};

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "stops-with-the-last-client",
    row: "",
    lab: "sse",
    fails: &["leavers-still-served"],
    may_fail: &[],
    source: include_str!("stops_with_the_last_client.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

#[derive(Clone)]
struct Clock {
    lab: Quotes,
    interval: Duration,
    was_started: Arc<AtomicBool>,
}

async fn stream(State(clock): State<Clock>) -> Response {
    let (_, receiver) = clock.lab.market.subscribe(None);
    // Here it should be asked whether the clock runs, and not whether it was ever started.
    if !clock.was_started.swap(true, Ordering::SeqCst) {
        tokio::spawn(run_while_somebody_listens(clock));
    }
    event_stream(sse::those_to_come(receiver).map(|published| event(json!(published.quote))))
}

async fn run_while_somebody_listens(Clock { lab, interval, .. }: Clock) {
    while lab.market.subscribers.receiver_count() > 0 {
        sleep(interval).await;
        lab.market.publish();
    }
}

/// The interval of the market's own clock: so long that it never ticks.
const NEVER: Duration = Duration::from_secs(60 * 60);

fn app(interval: Duration) -> Router {
    routes(get(sse::page), get(stream), Clock { lab: lab(NEVER), interval, was_started: Arc::default() })
}
