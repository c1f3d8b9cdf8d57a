//! A stream takes the lock of the prices when it starts, and gives it back when it ends, which is never. The
//! page takes the same lock before it is shown: while one client listens, no other can load it. Hold a lock
//! only while you read or write what it guards.

use tokio::sync::RwLock;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "streams-lock-the-page",
    row: "D030",
    lab: "sse",
    fails: &["stream-blocks-others"],
    may_fail: &[],
    source: include_str!("streams_lock_the_page.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

#[derive(Clone)]
struct Shared(Quotes, Arc<RwLock<()>>);

async fn stream(State(Shared(lab, lock)): State<Shared>, headers: HeaderMap) -> Response {
    // Streams only read, so they may be many.
    let guard = lock.read_owned().await;
    keeping(sse::stream(State(lab), headers).await.into_response(), guard)
}

async fn page(State(Shared(_, lock)): State<Shared>) -> Response {
    while lock.try_write().is_err() {
        sleep(Duration::from_millis(10)).await;
    }
    sse::page().await.into_response()
}

fn app(interval: Duration) -> Router {
    routes(get(page), get(stream), Shared(lab(interval), Arc::default()))
}
