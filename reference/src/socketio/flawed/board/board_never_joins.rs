//! The token is verified, the pseudo is kept, and 'socket.join(room)' is forgotten: the room stays empty, so that nothing
//! that is sent to it arrives anywhere. The client cannot enter by itself: the server must put it there.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "board-never-joins",
    row: "",
    lab: "collabboard",
    fails: &["update-not-delivered"],
    may_fail: &[],
    source: include_str!("board_never_joins.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn connect(socket: SocketRef) {
    socket.on("update", board::update);
    socket.on_disconnect(board::leave);
}

fn app(_: Duration) -> Router {
    with_connect(connect.with(board::authorise))
}
