//! A client that enters a second room stays in the first one as well, and goes on reading it. That may be wanted; in a
//! chat where one changes rooms it is not: leave the old one with 'socket.leave(room)' before you join the new one.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "keeps-the-old-room",
    row: "D007",
    lab: "socketio",
    fails: &["old-room-heard"],
    may_fail: &[],
    source: include_str!("keeps_the_old_room.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn join(socket: SocketRef, TryData(member): TryData<Member>) {
    let Ok(member) = member else { return };
    socket.extensions.insert(member.clone());
    socket.join(member.room.clone());
    let _ = socket.within(member.room.clone()).emit("room message", &has_come(&member)).await;
}

fn app(_: Duration) -> Router {
    with_join(join)
}
