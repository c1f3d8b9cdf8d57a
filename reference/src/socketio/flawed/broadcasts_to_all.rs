//! A message goes out with 'io.emit', which is for every client of the server: those of other rooms read it too, and so
//! does a client that is in no room. Name the room: 'io.to(room).emit'.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "broadcasts-to-all",
    row: "D045a",
    lab: "socketio",
    fails: &["message-leaves-room"],
    may_fail: &[],
    source: include_str!("broadcasts_to_all.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn say(socket: SocketRef, io: SocketIo, TryData(said): TryData<Said>) {
    let Some((member, text)) = said_by(&socket, said) else { return };
    let _ = io.emit("chat message", &message(&member, &text)).await;
}

fn app(_: Duration) -> Router {
    with_say(say)
}
