//! The page is served, but 'new Server(httpServer)' is missing, so that nothing answers at '/socket.io/': the page
//! tries to connect again and again. Attach Socket.IO to the HTTP server that listens.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "no-socket-io",
    row: "",
    lab: "socketio",
    fails: &["sio-unreachable"],
    may_fail: &[],
    source: include_str!("no_socket_io.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn app(_: Duration) -> Router {
    finish(Router::new().route("/", get(socketio::page)).route("/socket.io/socket.io.js", get(socketio::script)))
}
