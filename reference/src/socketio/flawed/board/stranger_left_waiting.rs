//! Who has no token is neither put into a room nor listened to, and is not told either: the page shows that it is connected,
//! and nothing ever comes. End what is refused: 'next(new Error(...))' in a middleware, or 'socket.disconnect(true)'.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "stranger-left-waiting",
    row: "",
    lab: "collabboard",
    fails: &["bad-token-stays"],
    may_fail: &[],
    source: include_str!("stranger_left_waiting.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn connect(socket: SocketRef, boards: State<Boards>, others: State<Others>) {
    if has_the_token(&socket) {
        board::connect(socket, boards, others).await;
    }
}

fn app(_: Duration) -> Router {
    with_connect(connect.with(let_in))
}
