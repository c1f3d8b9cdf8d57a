//! Beside Socket.IO there is another WebSocket server on the same HTTP server, and it answers each upgrade that is not
//! for itself with an error, on a connection that Socket.IO has accepted already. Browsers then go on polling, and
//! nobody notices but the network. With 'ws', use 'noServer' and look at the path before you answer.

use axum::middleware::{Next, from_fn};
use hyper_util::rt::TokioIo;
use tokio::io::AsyncWriteExt;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "upgrade-taken",
    row: "",
    lab: "socketio",
    fails: &["no-websocket"],
    may_fail: &[],
    source: include_str!("upgrade_taken.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn take_upgrade(mut request: Request, next: Next) -> Response {
    // From here on Socket.IO cannot have the connection, though it agrees to the upgrade.
    let upgrade = hyper::upgrade::on(&mut request);
    let answer = next.run(request).await;
    if answer.status() == StatusCode::SWITCHING_PROTOCOLS {
        tokio::spawn(async {
            let Ok(connection) = upgrade.await else { return };
            let refusal = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
            let _ = TokioIo::new(connection).write_all(refusal).await;
        });
    }
    answer
}

fn app(_: Duration) -> Router {
    model_answer().layer(from_fn(take_upgrade))
}
