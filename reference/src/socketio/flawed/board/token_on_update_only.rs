//! The token is verified in the handler of 'update' alone: nobody writes without it, but everybody reads. A board is read
//! as much as it is written: verify the token when a client connects, in a middleware.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "token-on-update-only",
    row: "D064b",
    lab: "collabboard",
    fails: &["bad-token-hears"],
    may_fail: &[],
    source: include_str!("token_on_update_only.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn update(
    socket: SocketRef,
    boards: State<Boards>,
    others: State<Others>,
    data: TryData<Update>,
    ack: AckSender,
) {
    if has_the_token(&socket) {
        board::update(socket, boards, others, data, ack).await;
    }
}

async fn connect(socket: SocketRef, boards: State<Boards>, others: State<Others>) {
    board::connect(socket.clone(), boards, others).await;
    socket.on("update", update);
}

fn app(_: Duration) -> Router {
    with_connect(connect.with(let_in))
}
