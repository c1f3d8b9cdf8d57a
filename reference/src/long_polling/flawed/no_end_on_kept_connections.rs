//! An answer says neither how long it is nor that the connection ends, and the connection stays open unless the client
//! asks for its end. curl shows the answer, but a browser keeps its connections: it waits for ever for the rest of the
//! body. Send 'Content-Length', or close the connection after each answer.

use std::io;

use axum::{http::header::CONNECTION, middleware};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::support::*;
use crate::flawed::raw;

pub static FLAW: Flaw = Flaw {
    name: "no-end-on-kept-connections",
    row: "",
    lab: "long-polling",
    fails: &["unread-by-browsers"],
    may_fail: &[],
    source: include_str!("no_end_on_kept_connections.rs"),
    serve: |listener, hold| Box::pin(serve(listener, hold)),
};

/// The client asked for the end of the connection.
#[derive(Clone)]
struct IsLast(bool);

async fn mark(request: Request, next: middleware::Next) -> Response {
    let wanted = request.headers().get(CONNECTION).is_some_and(|value| value == "close");
    let mut answer = next.run(request).await;
    answer.extensions_mut().insert(IsLast(wanted));
    answer
}

async fn talk(mut connection: TcpStream, app: Router) -> io::Result<()> {
    let Some(answer) = raw::answer(&mut connection, app).await? else { return Ok(()) };
    let is_last = answer.extensions().get::<IsLast>().is_none_or(|is_last| is_last.0);
    let bytes = raw::encode(answer, None).await?;
    connection.write_all(without_end(&String::from_utf8_lossy(&bytes)).as_bytes()).await?;
    if !is_last {
        // Here the client waits for more, and the server for another request.
        connection.read_u8().await?;
    }
    Ok(())
}

/// The same answer without the two headers that tell its end.
fn without_end(answer: &str) -> String {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
    let tells = |line: &&str| !line.starts_with("content-length:") && !line.starts_with("connection:");
    let head: Vec<&str> = head.split("\r\n").filter(tells).collect();
    format!("{}\r\n\r\n{body}", head.join("\r\n"))
}

async fn serve(listener: TcpListener, hold: Duration) -> io::Result<()> {
    let app = model_answer(hold).layer(middleware::from_fn(mark));
    raw::serve(listener, |connection| talk(connection, app.clone())).await
}
