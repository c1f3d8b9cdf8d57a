//! The long-polling lab: a task has a status, and clients wait for it to change.
//!
//! - `POST /update-status` with `{"status": "En cours"}` changes the status
//! - `GET /poll-status?last_version=3` answers at once if the version is no longer 3; otherwise it
//!   waits for a change, and answers `204 No Content` if none comes before the end of the hold
//! - `GET /status` tells the state without waiting
//! - `GET /` is a page that does all of this

pub(crate) mod flawed;
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

use crate::stopping::Stopping;
use input::{LastVersion, NewStatus};
use task::{Snapshot, Task};

/// What the handlers share.
#[derive(Debug, Clone)]
pub struct LongPolling {
    task: Arc<Task>,
    hold: Duration,
    stopping: Stopping,
}

impl LongPolling {
    /// A new task, and how long its polls are held.
    pub fn new(hold: Duration, stopping: Stopping) -> Self {
        Self { task: Arc::default(), hold, stopping }
    }
}

/// The routes of the lab.
pub fn router(lab: LongPolling) -> Router {
    Router::new()
        .route("/", get(page))
        .route("/status", get(read))
        .route("/poll-status", get(poll))
        .route("/update-status", post(update))
        .with_state(lab)
}

const PAGE: &str = include_str!("long-polling.html");

/// Shows the page.
async fn page() -> Html<&'static str> {
    Html(PAGE)
}

/// Tells the state without waiting.
async fn read(State(lab): State<LongPolling>) -> Json<Snapshot> {
    Json(lab.task.current())
}

/// Changes the status. The task itself wakes the polls that wait, so no handler can forget to.
async fn update(State(lab): State<LongPolling>, NewStatus(status): NewStatus) -> Json<Snapshot> {
    Json(lab.task.update(status))
}

/// Answers as soon as there is something that the client does not know.
///
/// A client that leaves needs no code: its connection closes, this future is dropped while it
/// waits, and nothing of it remains. A HEAD request comes here too and is held as a GET would be.
async fn poll(State(lab): State<LongPolling>, LastVersion(known): LastVersion) -> Response {
    tokio::select! {
        // In this order, so that news wins if several are ready: a client that is behind gets the
        // state even while the server stops.
        biased;
        news = lab.task.other_than(known) => Json(news).into_response(),
        () = sleep(lab.hold) => no_change(),
        () = lab.stopping.requested() => no_change(),
    }
}

/// Nothing has changed: the client knows the state already, so there is nothing to send.
fn no_change() -> Response {
    StatusCode::NO_CONTENT.into_response()
}
