//! The server does one thing at a time, and a held poll is one thing. As soon as a single client waits, no
//! other request is answered, not even the update that would end the wait: everything hangs until the hold is
//! over. Serve each request in its own thread, or wait without blocking (async).

use axum::middleware::{Next, from_fn_with_state};
use tokio::sync::Semaphore;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "one-at-a-time",
    row: "D052",
    lab: "long-polling",
    fails: &["update-blocked"],
    may_fail: &[],
    source: include_str!("one_at_a_time.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

const WORKERS: usize = 1;

/// Waits for a free worker, which then has no other work until the answer is complete.
async fn work(State(workers): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    let _worker = workers.acquire().await;
    next.run(request).await
}

fn app(hold: Duration) -> Router {
    let workers = Arc::new(Semaphore::new(WORKERS));
    model_answer(hold).layer(from_fn_with_state(workers, work))
}
