//! After ten seconds nothing is sent any more, and the connection stays open: no error shows, neither here nor in
//! the page, which shows old prices for ever. Let the loop have no end.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "silent-after-ten-seconds",
    row: "D069",
    lab: "sse",
    fails: &["stream-ends"],
    may_fail: &[],
    source: include_str!("silent_after_ten_seconds.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

const LIMIT: Duration = Duration::from_secs(10);

async fn stream(State(lab): State<Quotes>) -> Response {
    event_stream(quotes(&lab).map(event).take_until(sleep(LIMIT)).chain(stream::pending()))
}

fn app(interval: Duration) -> Router {
    with_stream(get(stream), interval)
}
