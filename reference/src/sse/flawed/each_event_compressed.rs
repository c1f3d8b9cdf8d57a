//! Each event is compressed for itself, with a beginning and an end of its own. What decompresses files reads one
//! after the other; a browser stops at the end of the first, and its page shows one quote for ever. Compress the
//! whole stream with one compressor and flush that, or leave the stream uncompressed.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "each-event-compressed",
    row: "D060",
    lab: "sse",
    fails: &["buffered-for-browsers"],
    may_fail: &[],
    source: include_str!("each_event_compressed.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

async fn stream(State(lab): State<Quotes>, headers: HeaderMap) -> Response {
    let events = quotes(&lab).map(event);
    if !accepts_gzip(&headers) {
        return event_stream(events);
    }
    let mut response = event_stream(events.map(|event| compressed(&event)));
    response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    response
}

fn compressed(event: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let written = encoder.write_all(event.as_bytes());
    written.and_then(|()| encoder.finish()).expect("memory takes everything")
}

/// Whether the client accepts gzip, as every browser does.
fn accepts_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|value| value.contains("gzip"))
}

fn app(interval: Duration) -> Router {
    with_stream(get(stream), interval)
}
