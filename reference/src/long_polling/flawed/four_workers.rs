//! A few workers serve all requests, and each held poll keeps one of them busy. With as many clients waiting,
//! no worker is left to receive the update that they wait for: the POST stays unanswered until a hold ends. Let
//! polls wait without a worker (async), or have far more workers than clients.

use axum::middleware::{Next, from_fn_with_state};
use tokio::sync::Semaphore;

use super::support::*;

pub static FOUR: Flaw =
    with_workers("four-workers", &["update-blocked"], |listener, hold| run(listener, hold, app::<4>));
// Enough for the tabs of the lab text, so it loses no points; the report says with how many clients it ends.
pub static SIXTEEN: Flaw =
    with_workers("sixteen-workers", &["waiters-limited"], |listener, hold| run(listener, hold, app::<16>));

const fn with_workers(
    name: &'static str,
    fails: &'static [&'static str],
    serve: fn(TcpListener, Duration) -> Serving,
) -> Flaw {
    Flaw {
        name,
        row: "D027",
        lab: "long-polling",
        fails,
        may_fail: &[],
        source: include_str!("four_workers.rs"),
        serve,
    }
}

/// Waits for a free worker, which then has no other work until the answer is complete.
async fn work(State(workers): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    let _worker = workers.acquire().await;
    next.run(request).await
}

fn app<const WORKERS: usize>(hold: Duration) -> Router {
    let workers = Arc::new(Semaphore::new(WORKERS));
    model_answer(hold).layer(from_fn_with_state(workers, work))
}
