//! The first client that goes from polling to a WebSocket ends the process: two Socket.IO servers on one HTTP server
//! both want the connection, and 'handleUpgrade() was called more than once' is thrown where nobody catches it. Every
//! browser does this within a second. Keep one server.

use axum::middleware::{Next, from_fn};

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "dies-at-upgrade",
    row: "",
    lab: "socketio",
    fails: &["sio-unreachable"],
    may_fail: &[],
    source: include_str!("dies_at_upgrade.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn die_at_upgrade(request: Request, next: Next) -> Response {
    if request.headers().contains_key(header::UPGRADE) {
        std::process::exit(1);
    }
    next.run(request).await
}

fn app(_: Duration) -> Router {
    model_answer().layer(from_fn(die_at_upgrade))
}
