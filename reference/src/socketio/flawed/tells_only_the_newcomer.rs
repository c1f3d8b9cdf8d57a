//! The arrival is told with 'socket.emit', which is for the newcomer alone: it reads its own name, and those who are in
//! the room learn nothing. 'io.to(room).emit' is for all of them.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "tells-only-the-newcomer",
    row: "",
    lab: "socketio",
    fails: &["join-not-announced"],
    may_fail: &[],
    source: include_str!("tells_only_the_newcomer.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn join(socket: SocketRef, TryData(member): TryData<Member>) {
    let Ok(member) = member else { return };
    enter(&socket, &member);
    let _ = socket.emit("room message", &has_come(&member));
}

fn app(_: Duration) -> Router {
    with_join(join)
}
