//! The update is answered before it is done: a background job applies it a moment later. A client that reads
//! right after the answer still gets the old status with the old version, so an update that was confirmed seems
//! lost. Answer once the change can be seen.

use tokio::{
    sync::mpsc,
    time::{Instant, sleep_until},
};

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "late-visibility",
    row: "",
    lab: "long-polling",
    fails: &["stale-pair"],
    may_fail: &[],
    source: include_str!("late_visibility.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

const DELAY: Duration = Duration::from_millis(150);

/// Updates that are accepted but not yet applied, each with the time when it will be.
type Queue = mpsc::UnboundedSender<(Instant, String)>;

async fn update(Extension(queue): Extension<Queue>, NewStatus(status): NewStatus) -> Response {
    match queue.send((Instant::now() + DELAY, status)) {
        Ok(()) => Json(serde_json::json!({ "message": "status updated" })).into_response(),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

fn app(hold: Duration) -> Router {
    let lab = lab(hold);
    let task = lab.task.clone();
    let (queue, mut accepted) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Some((due, status)) = accepted.recv().await {
            sleep_until(due).await;
            task.update(status);
        }
    });
    with_update(post(update), lab).layer(Extension::<Queue>(queue))
}
