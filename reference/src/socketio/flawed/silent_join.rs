//! A client enters the room, and nobody is told: those who are there never learn who listens. The lab text wants a
//! 'room message' at each arrival.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "silent-join",
    row: "",
    lab: "socketio",
    fails: &["join-not-announced"],
    may_fail: &[],
    source: include_str!("silent_join.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn join(socket: SocketRef, TryData(member): TryData<Member>) {
    let Ok(member) = member else { return };
    enter(&socket, &member);
}

fn app(_: Duration) -> Router {
    with_join(join)
}
