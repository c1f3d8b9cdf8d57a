//! Answers are written one after another, and the next one waits until the client before has taken all of its
//! own. One client that reads nothing (a laptop that was closed, a bad network) stops the queue: every client
//! after it waits too, and so does the update. Never let one client make the others wait.

use std::io;

use axum::extract::DefaultBodyLimit;
use serde_json::Value;
use tokio::net::TcpStream;

use super::support::*;
use crate::flawed::raw;

pub static FLAW: Flaw = Flaw {
    name: "stuck-client-blocks",
    row: "D117",
    lab: "long-polling",
    fails: &["stuck-client-blocks"],
    may_fail: &[],
    source: include_str!("stuck_client_blocks.rs"),
    serve: |listener, hold| Box::pin(serve(listener, hold)),
};

/// Takes a status of any length: a short one fits into the buffers of a connection, so a client that does not read it
/// blocks nothing.
async fn update(lab: State<LongPolling>, Json(body): Json<Value>) -> Response {
    match body.get("status") {
        Some(Value::String(text)) if !text.trim().is_empty() => {
            long_polling::update(lab, NewStatus(text.clone())).await.into_response()
        }
        _ => Problem::malformed("status", "'status' must be a text").into_response(),
    }
}

async fn talk(mut connection: TcpStream, app: Router, row: Arc<tokio::sync::Mutex<()>>) -> io::Result<()> {
    let Some(answer) = raw::answer(&mut connection, app).await? else { return Ok(()) };
    // Until this client has taken everything, no other client has its turn.
    let _turn = row.lock().await;
    raw::write_answer(&mut connection, answer, None).await
}

async fn serve(listener: TcpListener, hold: Duration) -> io::Result<()> {
    let app = with_update(post(update).layer(DefaultBodyLimit::disable()), lab(hold));
    let row = Arc::<tokio::sync::Mutex<()>>::default();
    raw::serve(listener, |connection| talk(connection, app.clone(), row.clone())).await
}
