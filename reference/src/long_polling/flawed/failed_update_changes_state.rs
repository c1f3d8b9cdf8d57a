//! An update that fails half-way has changed the state all the same: a status that cannot be printed (half of a
//! surrogate pair, "\ud800") is stored, then the log line raises an exception. The client reads '500', the
//! version has grown, and the waiting polls are not woken. Do what can fail first.

use axum::extract::FromRequest;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "failed-update-changes-state",
    row: "D097",
    lab: "long-polling",
    fails: &["half-done-update"],
    may_fail: &[],
    source: include_str!("failed_update_changes_state.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn update(State(lab): State<LongPolling>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, 16 * 1024).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let has_surrogate = String::from_utf8_lossy(&body).to_lowercase().contains("\\ud");
    let input = NewStatus::from_request(Request::from_parts(head, body.into()), &lab).await;
    match input {
        Ok(status) => long_polling::update(State(lab), status).await.into_response(),
        Err(_) if has_surrogate => fail_half_way(&lab),
        Err(problem) => problem.into_response(),
    }
}

/// The state changes, then the log line fails to encode the status, and the waking never comes.
fn fail_half_way(lab: &LongPolling) -> Response {
    lab.task.state.send_if_modified(|state| {
        *state = Snapshot { status: "\u{fffd}".to_owned(), version: state.version + 1 };
        false
    });
    (StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error").into_response()
}

fn app(hold: Duration) -> Router {
    with_update(post(update), lab(hold))
}
