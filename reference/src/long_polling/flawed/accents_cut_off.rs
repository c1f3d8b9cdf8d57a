//! The header 'Content-Length' counts the characters of the body, and the server's library refuses to send more bytes
//! than were announced: it closes the connection instead. An accent is two bytes, so that an answer with 'Terminée' or
//! 'Échec' never comes, to an update neither. The other statuses work. Do not set that header yourself.

use std::io;

use tokio::net::TcpStream;

use super::support::*;
use crate::flawed::raw;

pub static FLAW: Flaw = Flaw {
    name: "accents-cut-off",
    row: "",
    lab: "long-polling",
    fails: &["state-not-json"],
    may_fail: &[],
    source: include_str!("accents_cut_off.rs"),
    serve: |listener, hold| Box::pin(serve(listener, hold)),
};

async fn talk(mut connection: TcpStream, app: Router) -> io::Result<()> {
    let Some(answer) = raw::answer(&mut connection, app).await? else { return Ok(()) };
    let answer = raw::encode(answer, None).await?;
    let text = String::from_utf8_lossy(&answer);
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_default();
    // The page is written by other code.
    if body.is_ascii() || head.contains("text/html") {
        return raw::write_bytes(&mut connection, &answer).await;
    }
    let (bytes, characters) = (body.len(), body.chars().count());
    let wrong = head.replace(&format!("content-length: {bytes}"), &format!("content-length: {characters}"));
    raw::write_bytes(&mut connection, format!("{wrong}\r\n\r\n").as_bytes()).await
}

async fn serve(listener: TcpListener, hold: Duration) -> io::Result<()> {
    let app = model_answer(hold);
    raw::serve(listener, |connection| talk(connection, app.clone())).await
}
