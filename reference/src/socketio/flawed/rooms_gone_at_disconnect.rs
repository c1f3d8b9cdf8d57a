//! The handler of 'disconnect' goes through 'socket.rooms' to tell each of them, but at that moment the socket has
//! already left them all, and the list is empty: nobody is told. Use the event 'disconnecting', or keep the room with
//! the socket.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "rooms-gone-at-disconnect",
    row: "D080a",
    lab: "socketio",
    fails: &["leave-not-announced"],
    may_fail: &[],
    source: include_str!("rooms_gone_at_disconnect.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn leave(socket: SocketRef) {
    // Node's server does this before it calls the handler.
    socket.leave_all();
    let Some(member) = socket.extensions.get::<Member>() else { return };
    for room in socket.rooms() {
        let _ = socket.to(room).emit("room message", &has_left(&member)).await;
    }
}

fn app(_: Duration) -> Router {
    with_leave(leave)
}
