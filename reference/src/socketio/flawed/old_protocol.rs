//! The server runs version 2 of Socket.IO, whose protocol the clients of today do not speak: a page with its own old
//! client works, every other client is refused. Run 'npm install socket.io@4', and serve the page the client of the same
//! version.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "old-protocol",
    row: "",
    lab: "socketio",
    fails: &["protocol-2"],
    may_fail: &[],
    source: include_str!("old_protocol.rs"),
    serve: |listener, time| run(listener, time, app),
};

/// Version 3 of Engine.IO writes how long a packet is before it, and connects to the namespace '/' unasked.
async fn open() -> String {
    let open = json!({ "sid": "aB3", "upgrades": [], "pingInterval": 25_000, "pingTimeout": 5000 });
    let open = format!("0{open}");
    format!("{}:{open}2:40", open.len())
}

fn app(_: Duration) -> Router {
    let engine = get(open).post(|| async { "ok" });
    let page = Router::new().route("/", get(socketio::page)).route("/socket.io/socket.io.js", get(socketio::script));
    finish(page.route("/socket.io/", engine))
}
