//! Those who stay learn that somebody has left, but not who: the notice has no pseudo. Keep it with the socket when it
//! joins, since 'disconnect' brings no data.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "nameless-leave",
    row: "",
    lab: "socketio",
    fails: &["leave-not-announced"],
    may_fail: &[],
    source: include_str!("nameless_leave.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn leave(socket: SocketRef) {
    let Some(member) = socket.extensions.get::<Member>() else { return };
    let notice = json!({ "message": "Un utilisateur a quitté le salon." });
    let _ = socket.to(member.room).emit("room message", &notice).await;
}

fn app(_: Duration) -> Router {
    with_leave(leave)
}
