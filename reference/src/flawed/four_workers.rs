//! Four workers serve all requests, and each held poll keeps one of them busy. With four clients
//! waiting nobody is left to receive the update that they wait for: the POST stays unanswered until
//! a hold ends. Let polls wait without a worker (async), or have far more workers than clients.

use axum::middleware::{Next, from_fn_with_state};
use tokio::sync::Semaphore;

use super::kit::*;

pub static FLAW: Flaw = Flaw {
    name: "four-workers",
    row: "D027",
    lab: "long-polling",
    fails: &["update-blocked"],
    dies: false,
    source: include_str!("four_workers.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

const WORKERS: usize = 4;

/// Waits for a free worker, which then has no other work until the answer is complete.
async fn work(State(workers): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    let _worker = workers.acquire().await;
    next.run(request).await
}

fn app(hold: Duration) -> Router {
    let workers = Arc::new(Semaphore::new(WORKERS));
    model_answer(hold).layer(from_fn_with_state(workers, work))
}
