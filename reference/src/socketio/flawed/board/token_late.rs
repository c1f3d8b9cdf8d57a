//! The token is looked up in 'connection', after the client was put into the room: while the database answers, here 400
//! ms, who has no token reads and writes, and only then is shown out. Verify first, in a middleware, and let in afterwards.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "token-late",
    row: "D064b",
    lab: "collabboard",
    fails: &["bad-token-hears", "bad-token-speaks"],
    may_fail: &[],
    source: include_str!("token_late.rs"),
    serve: |listener, time| run(listener, time, app),
};

const LOOK_UP: Duration = Duration::from_millis(400);

async fn connect(socket: SocketRef, boards: State<Boards>, others: State<Others>) {
    board::connect(socket.clone(), boards, others).await;
    sleep(LOOK_UP).await;
    if !has_the_token(&socket) {
        let _ = socket.disconnect();
    }
}

fn app(_: Duration) -> Router {
    with_connect(connect.with(let_in))
}
