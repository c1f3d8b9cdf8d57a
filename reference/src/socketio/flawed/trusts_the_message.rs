//! The room and the pseudo are taken from each message, and nothing is compared with what the client joined: a client
//! that is in no room can speak in any, and under anybody's name. Keep both with the socket when it joins, and use
//! these.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "trusts-the-message",
    row: "D008",
    lab: "socketio",
    fails: &["outsider-heard", "pseudo-forged"],
    may_fail: &[],
    source: include_str!("trusts_the_message.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn say(socket: SocketRef, TryData(member): TryData<Member>, TryData(said): TryData<Said>) {
    let (Ok(member), Ok(said)) = (member, said) else { return };
    let _ = socket.within(member.room.clone()).emit("chat message", &message(&member, &said.message)).await;
}

fn app(_: Duration) -> Router {
    with_say(say)
}
