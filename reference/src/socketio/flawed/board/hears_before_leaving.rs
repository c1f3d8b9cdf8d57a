//! In 'connection' the client is sent the content first, and the token is verified after that: who has none is shown out at
//! once, and has read the board all the same. The order of two lines decides: verify, then send.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "hears-before-leaving",
    row: "D064b",
    lab: "collabboard",
    fails: &["bad-token-hears"],
    may_fail: &[],
    source: include_str!("hears_before_leaving.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn connect(socket: SocketRef, boards: State<Boards>, others: State<Others>) {
    if has_the_token(&socket) {
        return board::connect(socket, boards, others).await;
    }
    let Some(editor) = socket.extensions.get::<Editor>() else { return };
    let _ = socket.emit("update", &Update { content: boards.content(&editor.room) });
    let _ = socket.disconnect();
}

fn app(_: Duration) -> Router {
    with_connect(connect.with(let_in))
}
