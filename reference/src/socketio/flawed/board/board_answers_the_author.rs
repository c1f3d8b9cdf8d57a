//! An update goes out with 'socket.emit', which is for the socket that sent it alone: whoever writes sees it, and nobody
//! else does. 'socket.to(room).emit' reaches the others.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "board-answers-the-author",
    row: "D045d",
    lab: "collabboard",
    fails: &["update-not-delivered"],
    may_fail: &[],
    source: include_str!("board_answers_the_author.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn update(socket: SocketRef, TryData(update): TryData<Update>) {
    let Some((editor, content)) = written_by(&socket, update) else { return };
    let _ = socket.emit("update", &update_of(&editor, &content));
}

fn app(_: Duration) -> Router {
    with_update(update)
}
