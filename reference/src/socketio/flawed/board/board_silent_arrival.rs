//! Nobody is told who comes: the line with 'notification' is missing in 'connection'. One writes on, and does not know who
//! reads along.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "board-silent-arrival",
    row: "",
    lab: "collabboard",
    fails: &["arrival-not-announced"],
    may_fail: &[],
    source: include_str!("board_silent_arrival.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn connect(socket: SocketRef) {
    socket.on("update", board::update);
    socket.on_disconnect(board::leave);
    let Some(editor) = socket.extensions.get::<Editor>() else { return };
    socket.join(editor.room);
}

fn app(_: Duration) -> Router {
    with_connect(connect.with(board::authorise))
}
