//! The stream is answered with the code 202, which sounds right for something that goes on: accepted. An EventSource
//! takes 200 alone, and gives up for good at any other code. Leave the code as it is by default.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "stream-as-202",
    row: "",
    lab: "sse",
    fails: &["stream-unreachable"],
    may_fail: &[],
    source: include_str!("stream_as_202.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

async fn stream(State(lab): State<Quotes>, headers: HeaderMap) -> Response {
    (StatusCode::ACCEPTED, sse::stream(State(lab), headers).await).into_response()
}

fn app(interval: Duration) -> Router {
    with_stream(get(stream), interval)
}
