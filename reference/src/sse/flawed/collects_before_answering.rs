//! The handler puts all events into a list and answers with the list when it is complete. It never is, so
//! not even a head is sent: the client waits for ever. Send each event when it is made (a generator, 'write').

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "collects-before-answering",
    row: "D075",
    lab: "sse",
    fails: &["stream-unreachable"],
    may_fail: &[],
    source: include_str!("collects_before_answering.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

async fn stream(State(lab): State<Quotes>) -> Response {
    let collect = |mut all: String, quote| {
        all += &event(quote);
        std::future::ready(all)
    };
    let all = quotes(&lab).fold(String::new(), collect).await;
    event_stream(stream::iter([all]))
}

fn app(interval: Duration) -> Router {
    with_stream(get(stream), interval)
}
