//! The page of the board is served, but 'new Server(httpServer)' is missing, so that nothing answers at '/socket.io/'.
//! Attach Socket.IO to the HTTP server that listens.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "board-without-socket-io",
    row: "",
    lab: "collabboard",
    fails: &["board-unreachable"],
    may_fail: &[],
    source: include_str!("board_without_socket_io.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn app(_: Duration) -> Router {
    let script = get(socketio::script);
    finish(Router::new().route("/", get(socketio::board_page)).route("/socket.io/socket.io.js", script))
}
