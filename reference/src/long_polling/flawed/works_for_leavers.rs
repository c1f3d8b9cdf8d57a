//! The server has a good number of workers, but does not see that a client has left: the worker that waited for
//! it waits on until the end of the hold. After a hundred closed tabs all of them wait for clients that are
//! gone, and an update finds none that is free. Drop a poll when its connection closes.

use axum::middleware::{Next, from_fn_with_state};
use tokio::sync::Semaphore;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "works-for-leavers",
    row: "D015",
    lab: "long-polling",
    fails: &["leavers-kept"],
    may_fail: &[],
    source: include_str!("works_for_leavers.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

const WORKERS: usize = 64;

/// The work is a task of its own, which does not end when its client has left.
async fn work(State(workers): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    let work = tokio::spawn(async move {
        let _worker = workers.acquire().await;
        next.run(request).await
    });
    work.await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

fn app(hold: Duration) -> Router {
    let workers = Arc::new(Semaphore::new(WORKERS));
    model_answer(hold).layer(from_fn_with_state(workers, work))
}
