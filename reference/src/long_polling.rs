//! The long-polling lab: a task has a status, and clients wait for it to change.
//!
//! - `POST /update-status` with `{"status": "En cours"}` changes the status
//! - `GET /poll-status?last_version=3` answers at once if the version is no longer 3; otherwise it
//!   waits for a change, or says `204 No Content` at the end of the hold
//! - `GET /status` tells the state without waiting
//! - `GET /` is a page that does all of this

mod input;
mod task;

use std::{sync::Arc, time::Duration};

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use tokio::time::sleep;

pub use input::{LastVersion, NewStatus};
pub use task::{FIRST_STATUS, Snapshot, Task};

use crate::stopping::Stopping;

/// What the handlers share.
#[derive(Debug, Clone)]
pub struct LongPolling {
    pub task: Arc<Task>,
    pub hold: Duration,
    pub stopping: Stopping,
}

impl LongPolling {
    /// A new task that nobody has updated yet.
    pub fn new(hold: Duration, stopping: Stopping) -> Self {
        Self { task: Arc::default(), hold, stopping }
    }
}

/// The routes of the lab.
pub fn router(hold: Duration, stopping: Stopping) -> Router {
    Router::new()
        .route("/", get(page))
        .route("/status", get(read))
        .route("/poll-status", get(poll))
        .route("/update-status", post(update))
        .with_state(LongPolling::new(hold, stopping))
}

/// Shows the page.
pub async fn page() -> Html<&'static str> {
    Html(include_str!("page/long-polling.html"))
}

/// Tells the state without waiting.
pub async fn read(State(lab): State<LongPolling>) -> Json<Snapshot> {
    Json(lab.task.current())
}

/// Changes the status. Who waits is woken by the task, not here, so it cannot be forgotten.
pub async fn update(State(lab): State<LongPolling>, NewStatus(status): NewStatus) -> Json<Snapshot> {
    Json(lab.task.update(status))
}

/// Answers as soon as there is something that the client does not know.
///
/// A client that leaves needs no code: its connection closes, this future is dropped where it
/// waits, and nothing of it remains. A HEAD request comes here too and is held as a GET would be.
pub async fn poll(State(lab): State<LongPolling>, LastVersion(known): LastVersion) -> Response {
    tokio::select! {
        // In this order, so that news win when several are ready: a client that is behind gets
        // its answer even while the server stops.
        biased;
        news = lab.task.other_than(known) => Json(news).into_response(),
        () = sleep(lab.hold) => no_change(),
        () = lab.stopping.requested() => no_change(),
    }
}

/// Nothing happened: the client knows the state, so there is nothing to send.
pub fn no_change() -> Response {
    StatusCode::NO_CONTENT.into_response()
}
