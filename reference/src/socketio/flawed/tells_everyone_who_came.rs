//! The arrival is told with 'io.emit', which is for every client of the server: people in other rooms read who enters
//! this one. Name the room: 'io.to(room).emit'.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "tells-everyone-who-came",
    row: "",
    lab: "socketio",
    fails: &["join-announced-elsewhere"],
    may_fail: &[],
    source: include_str!("tells_everyone_who_came.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn join(socket: SocketRef, io: SocketIo, TryData(member): TryData<Member>) {
    let Ok(member) = member else { return };
    enter(&socket, &member);
    let _ = io.emit("room message", &has_come(&member)).await;
}

fn app(_: Duration) -> Router {
    with_join(join)
}
