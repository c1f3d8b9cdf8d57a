//! An update goes out with 'socket.broadcast.emit', which is for every client but the author: on the boards of other rooms
//! it replaces what stands there. A room is named with 'socket.to(room)'.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "board-tells-everybody",
    row: "D045b",
    lab: "collabboard",
    fails: &["update-leaves-room"],
    may_fail: &[],
    source: include_str!("board_tells_everybody.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn update(socket: SocketRef, TryData(update): TryData<Update>) {
    let Some((editor, content)) = written_by(&socket, update) else { return };
    let _ = socket.broadcast().emit("update", &update_of(&editor, &content)).await;
}

fn app(_: Duration) -> Router {
    with_update(update)
}
