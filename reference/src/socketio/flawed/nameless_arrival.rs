//! Those who are in the room learn that somebody has come, but not who: the notice has no pseudo. Put it into the text.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "nameless-arrival",
    row: "",
    lab: "socketio",
    fails: &["join-not-announced"],
    may_fail: &[],
    source: include_str!("nameless_arrival.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn join(socket: SocketRef, TryData(member): TryData<Member>) {
    let Ok(member) = member else { return };
    enter(&socket, &member);
    let notice = json!({ "message": "Un nouvel utilisateur a rejoint le salon." });
    let _ = socket.within(member.room).emit("room message", &notice).await;
}

fn app(_: Duration) -> Router {
    with_join(join)
}
