//! Every client that comes starts a timer that makes a quote for all clients, and nothing stops it when the
//! client leaves. With each tab that was ever open the prices move faster, for every client. Start one timer
//! with the server, or stop each one when its connection closes.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "each-visitor-adds-a-timer",
    row: "D029",
    lab: "sse",
    fails: &["leavers-still-served"],
    may_fail: &[],
    source: include_str!("each_visitor_adds_a_timer.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

async fn stream(State(lab): State<Quotes>, headers: HeaderMap, Extension(interval): Extension<Duration>) -> Response {
    let market = lab.market.clone();
    tokio::spawn(async move {
        loop {
            sleep(interval).await;
            market.publish();
        }
    });
    sse::stream(State(lab), headers).await.into_response()
}

/// The interval of the market's own clock: so long that only the timers of the visitors move the prices.
const NEVER: Duration = Duration::from_secs(60 * 60);

fn app(interval: Duration) -> Router {
    with_stream(get(stream), NEVER).layer(Extension(interval))
}
