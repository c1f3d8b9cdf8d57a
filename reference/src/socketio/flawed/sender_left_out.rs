//! A message goes out with 'socket.to(room)', which leaves out the sender, and the page shows only what it receives:
//! whoever writes never sees their own text. Use 'io.to(room)', or have the page show at once what it sends.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "sender-left-out",
    row: "D045c",
    lab: "socketio",
    fails: &["sender-not-echoed"],
    may_fail: &[],
    source: include_str!("sender_left_out.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn say(socket: SocketRef, TryData(said): TryData<Said>) {
    let Some((member, text)) = said_by(&socket, said) else { return };
    let _ = socket.to(member.room.clone()).emit("chat message", &message(&member, &text)).await;
}

fn app(_: Duration) -> Router {
    with_say(say)
}
