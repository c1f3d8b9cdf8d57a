//! There is one worker, and an open stream keeps it for as long as it lasts. The second client gets no
//! event, not even the page: it loads for ever while the first tab is open. Serve each stream in its own
//! thread, or wait without blocking (async).

use tokio::sync::Semaphore;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "one-stream-at-a-time",
    row: "D030",
    lab: "sse",
    fails: &["subscriber-starved", "stream-blocks-others"],
    may_fail: &[],
    source: include_str!("one_stream_at_a_time.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

/// Waits for the worker, which then has no other work until the answer is complete.
async fn work(State(workers): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    let worker = workers.acquire_owned().await;
    keeping(next.run(request).await, worker)
}

fn app(interval: Duration) -> Router {
    model_answer(interval).layer(from_fn_with_state(Arc::new(Semaphore::new(1)), work))
}
