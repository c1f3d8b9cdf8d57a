//! Without the token a client is not put into the room, so that it hears nothing. But it stays connected, and the handler
//! of 'update' passes on whatever anybody sends: it replaces the text of everybody, unseen. Refuse the connection itself.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "token-for-the-room-only",
    row: "D064b",
    lab: "collabboard",
    fails: &["bad-token-speaks"],
    may_fail: &[],
    source: include_str!("token_for_the_room_only.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn connect(socket: SocketRef, boards: State<Boards>, others: State<Others>) {
    if has_the_token(&socket) {
        return board::connect(socket, boards, others).await;
    }
    socket.on("update", board::update);
}

fn app(_: Duration) -> Router {
    with_connect(connect.with(let_in))
}
