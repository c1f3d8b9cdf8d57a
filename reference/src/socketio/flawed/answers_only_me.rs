//! A message goes out with 'socket.emit', which answers the client that wrote: it sees its own text, and nobody else
//! does. 'io.to(room).emit' reaches all members.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "answers-only-me",
    row: "D045d",
    lab: "socketio",
    fails: &["message-not-delivered"],
    may_fail: &[],
    source: include_str!("answers_only_me.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn say(socket: SocketRef, TryData(said): TryData<Said>) {
    let Some((member, text)) = said_by(&socket, said) else { return };
    let _ = socket.emit("chat message", &message(&member, &text));
}

fn app(_: Duration) -> Router {
    with_say(say)
}
