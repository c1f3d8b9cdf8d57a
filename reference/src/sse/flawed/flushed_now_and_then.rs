//! The compressor is flushed after every fourth event only. With curl all is well; a browser, which always accepts
//! gzip, gets its quotes four at a time, three of them out of date. Flush after each event.

use std::{io::Write, mem};

use flate2::{Compression, write::GzEncoder};

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "flushed-now-and-then",
    row: "D060",
    lab: "sse",
    fails: &["buffered-for-browsers"],
    may_fail: &[],
    source: include_str!("flushed_now_and_then.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

/// Flushed after so many events.
const TOGETHER: usize = 4;

async fn stream(State(lab): State<Quotes>, headers: HeaderMap) -> Response {
    let events = quotes(&lab).map(event);
    if !accepts_gzip(&headers) {
        return event_stream(events);
    }
    let (mut encoder, mut written) = (GzEncoder::new(Vec::new(), Compression::default()), 0);
    let mut response = event_stream(events.map(move |event| {
        let mut done = encoder.write_all(event.as_bytes());
        written += 1;
        // The first one, and then every fourth.
        if written % TOGETHER == 1 {
            done = done.and_then(|()| encoder.flush());
        }
        done.expect("memory takes everything");
        mem::take(encoder.get_mut())
    }));
    response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    response
}

/// Whether the client accepts gzip, as every browser does.
fn accepts_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|value| value.contains("gzip"))
}

fn app(interval: Duration) -> Router {
    with_stream(get(stream), interval)
}
