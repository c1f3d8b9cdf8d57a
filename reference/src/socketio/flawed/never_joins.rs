//! The handler of 'join room' answers, but never calls 'socket.join(room)': the room stays empty, so that nothing that
//! is sent to it arrives anywhere. The client cannot enter by itself: the server must.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "never-joins",
    row: "",
    lab: "socketio",
    fails: &["message-not-delivered"],
    may_fail: &[],
    source: include_str!("never_joins.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn join(socket: SocketRef, TryData(member): TryData<Member>) {
    let Ok(member) = member else { return };
    socket.extensions.insert(member.clone());
    let _ = socket.within(member.room.clone()).emit("room message", &has_come(&member)).await;
}

fn app(_: Duration) -> Router {
    with_join(join)
}
