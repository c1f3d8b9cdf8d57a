//! The answer is written by hand, its length counted first, and a line feed then printed after it. That byte
//! belongs to no answer: on a connection that is kept open, a client takes it for the beginning of the next
//! answer. Count what is sent, or leave the length to the framework.

use std::io;

use tokio::net::TcpStream;

use super::support::*;
use crate::flawed::raw;

pub static FLAW: Flaw = Flaw {
    name: "one-line-too-many",
    row: "",
    lab: "long-polling",
    fails: &["extra-bytes"],
    may_fail: &[],
    source: include_str!("one_line_too_many.rs"),
    serve: |listener, hold| Box::pin(serve(listener, hold)),
};

async fn talk(mut connection: TcpStream, app: Router) -> io::Result<()> {
    let Some(answer) = raw::answer(&mut connection, app).await? else { return Ok(()) };
    let has_content = answer.status() != StatusCode::NO_CONTENT;
    let mut bytes = raw::encode(answer, None).await?;
    if has_content {
        bytes.push(b'\n');
    }
    raw::write_bytes(&mut connection, &bytes).await
}

async fn serve(listener: TcpListener, hold: Duration) -> io::Result<()> {
    let app = model_answer(hold);
    raw::serve(listener, |connection| talk(connection, app.clone())).await
}
