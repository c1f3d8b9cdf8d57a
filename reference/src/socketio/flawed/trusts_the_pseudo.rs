//! Only who is in a room can speak in it, but the pseudo is taken from each message: a member can speak under anybody's
//! name. Keep the pseudo with the socket when it joins, and use that one.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "trusts-the-pseudo",
    row: "D008",
    lab: "socketio",
    fails: &["pseudo-forged"],
    may_fail: &[],
    source: include_str!("trusts_the_pseudo.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn say(socket: SocketRef, TryData(claimed): TryData<Member>, TryData(said): TryData<Said>) {
    let (Ok(claimed), Some((member, text))) = (claimed, said_by(&socket, said)) else { return };
    let member = Member { username: claimed.username, ..member };
    let _ = socket.within(member.room.clone()).emit("chat message", &message(&member, &text)).await;
}

fn app(_: Duration) -> Router {
    with_say(say)
}
