//! The answer '204 No Content' has content: a little JSON after the head. By its definition a 204 ends
//! with its head, so a client takes those bytes for the beginning of the next answer on the same
//! connection, and stumbles over that one. Send 204 with nothing, or 200 with the JSON.

use std::io;

use tokio::net::TcpStream;

use super::support::*;
use crate::flawed::raw;

pub static FLAW: Flaw = Flaw {
    name: "talks-after-204",
    row: "D108",
    lab: "long-polling",
    fails: &["body-after-204"],
    may_fail: &[],
    source: include_str!("talks_after_204.rs"),
    serve: |listener, hold| Box::pin(serve(listener, hold)),
};

async fn talk(mut connection: TcpStream, app: Router) -> io::Result<()> {
    let Some(answer) = raw::answer(&mut connection, app).await? else { return Ok(()) };
    let is_no_content = answer.status() == StatusCode::NO_CONTENT;
    raw::write_answer(&mut connection, answer, is_no_content.then_some(br#"{"changed": false}"#)).await
}

async fn serve(listener: TcpListener, hold: Duration) -> io::Result<()> {
    let app = model_answer(hold);
    raw::serve(listener, |connection| talk(connection, app.clone())).await
}
