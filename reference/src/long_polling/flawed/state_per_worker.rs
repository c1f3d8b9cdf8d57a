//! The server runs as four processes, and each has variables of its own. An update reaches one of them; a poll
//! that lands on another still gets the old state, or waits for a change that it will never hear of. Run one
//! process, or keep the state in one place that all of them read: a database, Redis.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "state-per-worker",
    row: "D099",
    lab: "long-polling",
    fails: &["state-not-shared"],
    may_fail: &[],
    source: include_str!("state_per_worker.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

const WORKERS: usize = 4;

/// The workers, and how many requests were dealt to them.
type Farm = Arc<(Vec<Router>, AtomicUsize)>;

async fn deal(State(farm): State<Farm>, request: Request) -> Response {
    let (workers, dealt) = &*farm;
    let turn = dealt.fetch_add(1, Ordering::Relaxed) % workers.len();
    ask(workers[turn].clone(), request).await
}

fn app(hold: Duration) -> Router {
    let workers = (0..WORKERS).map(|_| model_answer(hold)).collect();
    Router::new().fallback(deal).with_state(Farm::new((workers, AtomicUsize::new(0))))
}
