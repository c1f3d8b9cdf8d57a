//! Messages are collected and sent by a timer, here after two seconds. Nothing is lost, but nobody can talk like that:
//! the point of a WebSocket is that the server sends as soon as there is something to send.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "late-relay",
    row: "",
    lab: "socketio",
    fails: &["message-late"],
    may_fail: &[],
    source: include_str!("late_relay.rs"),
    serve: |listener, time| run(listener, time, app),
};

const PAUSE: Duration = Duration::from_secs(2);

async fn say(socket: SocketRef, TryData(said): TryData<Said>) {
    let Some((member, text)) = said_by(&socket, said) else { return };
    sleep(PAUSE).await;
    let _ = socket.within(member.room.clone()).emit("chat message", &message(&member, &text)).await;
}

fn app(_: Duration) -> Router {
    with_say(say)
}
