//! There are sixteen places, and a client that leaves does not give its own back: once sixteen have come, whenever
//! that was, nobody is let in any more. Those who stay notice nothing. Free the place when the connection closes.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "places-never-given-back",
    row: "",
    lab: "sse",
    fails: &["leavers-still-served"],
    may_fail: &[],
    source: include_str!("places_never_given_back.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

const PLACES: usize = 16;

async fn stream(
    Extension(taken): Extension<Arc<AtomicUsize>>,
    State(lab): State<Quotes>,
    headers: HeaderMap,
) -> Response {
    // Here the place should be kept by something that gives it back.
    if taken.fetch_add(1, Ordering::SeqCst) >= PLACES {
        return (StatusCode::SERVICE_UNAVAILABLE, "too many clients").into_response();
    }
    sse::stream(State(lab), headers).await.into_response()
}

fn app(interval: Duration) -> Router {
    with_stream(get(stream), interval).layer(Extension(Arc::new(AtomicUsize::default())))
}
