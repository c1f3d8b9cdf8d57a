//! Answers are compressed for every client that accepts it, and the compressor keeps what it gets until it has
//! enough of it. With curl all is well; a browser, which always accepts gzip, gets a head and then nothing.
//! Leave streams out of compression ('Cache-Control: no-transform'), or flush after each event.

use std::{io::Write, mem};

use flate2::{Compression, write::GzEncoder};

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "compressed-for-browsers",
    row: "D060",
    lab: "sse",
    fails: &["buffered-for-browsers"],
    may_fail: &[],
    source: include_str!("compressed_for_browsers.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

async fn compress(request: Request, next: Next) -> Response {
    let accepted = request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let wanted = accepted.is_some_and(|value| value.contains("gzip"));
    let mut response = next.run(request).await;
    if !wanted {
        return response;
    }
    response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    response.map(|body| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        Body::from_stream(body.into_data_stream().map(move |part| {
            encoder.write_all(&part?)?;
            // Here it should be flushed: without that, this is the header of the format and then nothing.
            Ok::<_, axum::BoxError>(Bytes::from(mem::take(encoder.get_mut())))
        }))
    })
}

fn app(interval: Duration) -> Router {
    with_stream(get(sse::stream).layer(from_fn(compress)), interval)
}
