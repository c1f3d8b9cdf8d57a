//! A message goes out with 'socket.broadcast.emit', which is for every client but the sender: those of other rooms read
//! it too. A room is named with 'to(room)'.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "to-all-but-me",
    row: "D045b",
    lab: "socketio",
    fails: &["message-leaves-room", "sender-not-echoed"],
    may_fail: &[],
    source: include_str!("to_all_but_me.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn say(socket: SocketRef, TryData(said): TryData<Said>) {
    let Some((member, text)) = said_by(&socket, said) else { return };
    let _ = socket.broadcast().emit("chat message", &message(&member, &text)).await;
}

fn app(_: Duration) -> Router {
    with_say(say)
}
