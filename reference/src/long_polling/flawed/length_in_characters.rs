//! The header 'Content-Length' counts the characters of the body and not its bytes. An accent is two bytes, so that an
//! answer with 'Terminée' or 'Échec' ends one byte too early for its client: it is no JSON any more, and the page shows
//! nothing. The other statuses work. Do not set that header yourself.

use std::io;

use tokio::net::TcpStream;

use super::support::*;
use crate::flawed::raw;

pub static FLAW: Flaw = Flaw {
    name: "length-in-characters",
    row: "",
    lab: "long-polling",
    fails: &["state-not-json"],
    may_fail: &[],
    source: include_str!("length_in_characters.rs"),
    serve: |listener, hold| Box::pin(serve(listener, hold)),
};

async fn talk(mut connection: TcpStream, app: Router) -> io::Result<()> {
    let Some(answer) = raw::answer(&mut connection, app).await? else { return Ok(()) };
    let answer = String::from_utf8_lossy(&raw::encode(answer, None).await?).into_owned();
    let (_, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
    let (bytes, characters) = (body.len(), body.chars().count());
    let wrong = answer.replace(&format!("content-length: {bytes}\r\n"), &format!("content-length: {characters}\r\n"));
    raw::write_bytes(&mut connection, wrong.as_bytes()).await
}

async fn serve(listener: TcpListener, hold: Duration) -> io::Result<()> {
    let app = model_answer(hold);
    raw::serve(listener, |connection| talk(connection, app.clone())).await
}
