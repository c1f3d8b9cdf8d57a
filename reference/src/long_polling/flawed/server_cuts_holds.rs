//! The server closes every connection that has been silent for a while, and that while is shorter than the hold: a
//! waiting poll is cut without an answer (`server.setTimeout` in Node, `WriteTimeout` in Go, `--timeout` in gunicorn,
//! `idleTimeout` in Bun). The client sees a network error instead of 'no change'. Let the hold end before that limit.

use std::io;

use tokio::net::TcpStream;

use super::support::*;
use crate::flawed::raw;

pub static FLAW: Flaw = Flaw {
    name: "server-cuts-holds",
    row: "",
    lab: "long-polling",
    fails: &["hold-never-ends"],
    may_fail: &[],
    source: include_str!("server_cuts_holds.rs"),
    serve: |listener, hold| Box::pin(serve(listener, hold)),
};

async fn talk(mut connection: TcpStream, app: Router, limit: Duration) -> io::Result<()> {
    let Ok(answer) = tokio::time::timeout(limit, raw::answer(&mut connection, app)).await else { return Ok(()) };
    match answer? {
        Some(answer) => raw::write_answer(&mut connection, answer, None).await,
        None => Ok(()),
    }
}

async fn serve(listener: TcpListener, hold: Duration) -> io::Result<()> {
    let app = model_answer(hold);
    raw::serve(listener, |connection| talk(connection, app.clone(), hold * 4 / 5)).await
}
