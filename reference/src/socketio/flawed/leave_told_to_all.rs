//! The end of a connection is told with 'io.emit', which is for every client of the server: people in other rooms read
//! who has left this one. Name the room: 'io.to(room).emit'.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "leave-told-to-all",
    row: "",
    lab: "socketio",
    fails: &["leave-announced-elsewhere"],
    may_fail: &[],
    source: include_str!("leave_told_to_all.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn leave(socket: SocketRef, io: SocketIo) {
    let Some(member) = socket.extensions.get::<Member>() else { return };
    let _ = io.emit("room message", &has_left(&member)).await;
}

fn app(_: Duration) -> Router {
    with_leave(leave)
}
