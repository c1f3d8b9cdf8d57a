//! Only a client that says goodbye is told to the room: the handler looks at the reason of 'disconnect', and does
//! nothing when the connection just broke. Whoever loses the network, or whose browser is killed, stays for ever. Each
//! end counts.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "abrupt-leave-unseen",
    row: "",
    lab: "socketio",
    fails: &["abrupt-leave-not-announced"],
    may_fail: &[],
    source: include_str!("abrupt_leave_unseen.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn leave(socket: SocketRef, reason: DisconnectReason) {
    let Some(member) = socket.extensions.get::<Member>() else { return };
    if matches!(reason, DisconnectReason::ClientNSDisconnect) {
        let _ = socket.to(member.room.clone()).emit("room message", &has_left(&member)).await;
    }
}

fn app(_: Duration) -> Router {
    with_leave(leave)
}
