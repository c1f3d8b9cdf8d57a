//! The stream says that it is 'text/plain'. In a browser's tab it looks right, but an EventSource refuses
//! it at once and for good: its 'onerror' is called, and no event ever comes. Say 'text/event-stream'.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "stream-as-plain-text",
    row: "D047",
    lab: "sse",
    fails: &["not-event-stream"],
    may_fail: &[],
    source: include_str!("stream_as_plain_text.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

async fn plain(mut response: Response) -> Response {
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

fn app(interval: Duration) -> Router {
    with_stream(get(sse::stream).layer(map_response(plain)), interval)
}
