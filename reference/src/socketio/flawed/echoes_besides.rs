//! The sender is answered with 'socket.emit', and then the whole room is told with 'io.to(room)': the sender is in the
//! room too, and so has its own message twice. One of the two is enough.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "echoes-besides",
    row: "",
    lab: "socketio",
    fails: &["message-twice"],
    may_fail: &[],
    source: include_str!("echoes_besides.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn say(socket: SocketRef, TryData(said): TryData<Said>) {
    let Some((member, text)) = said_by(&socket, said) else { return };
    let _ = socket.emit("chat message", &message(&member, &text));
    let _ = socket.within(member.room.clone()).emit("chat message", &message(&member, &text)).await;
}

fn app(_: Duration) -> Router {
    with_say(say)
}
