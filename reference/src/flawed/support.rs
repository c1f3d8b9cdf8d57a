//! What the flawed servers of every lab need: the names that they use, and how they are run.

pub use std::{
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

pub use axum::{
    Json, Router,
    extract::{Extension, Query, Request, State},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
    routing::{MethodRouter, get, post},
};
pub use tokio::{net::TcpListener, time::sleep};

pub use super::{Flaw, Serving};
pub use crate::{frame::finish, problem::Problem, stopping::Stopping};

use axum::serve::ListenerExt;
use tower::ServiceExt;

/// Serves what `app` returns. `app` is called inside the runtime, so it may start tasks.
pub fn run(listener: TcpListener, time: Duration, app: fn(Duration) -> Router) -> Serving {
    Box::pin(async move { axum::serve(listener.tap_io(crate::frame::answer_without_delay), app(time)).await })
}

/// The `Stopping` of a server that is never asked to stop.
pub fn never_stopping() -> Stopping {
    Stopping::channel().1
}

/// Has one request answered by `app`.
pub async fn ask(app: Router, request: Request) -> Response {
    match app.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}
