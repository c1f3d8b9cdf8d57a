//! A client that has just sent a message is not listened to for half a second, and is not told so: what it writes
//! meanwhile is gone. A limit is a good idea; but then the sender must learn that its message was refused.

use std::time::Instant;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "throttled-relay",
    row: "",
    lab: "socketio",
    fails: &["messages-lost"],
    may_fail: &[],
    source: include_str!("throttled_relay.rs"),
    serve: |listener, time| run(listener, time, app),
};

const PAUSE: Duration = Duration::from_millis(500);

async fn say(socket: SocketRef, TryData(said): TryData<Said>) {
    let Some((member, text)) = said_by(&socket, said) else { return };
    let latest = socket.extensions.get::<Instant>();
    if latest.is_some_and(|latest| latest.elapsed() < PAUSE) {
        return;
    }
    socket.extensions.insert(Instant::now());
    let _ = socket.within(member.room.clone()).emit("chat message", &message(&member, &text)).await;
}

fn app(_: Duration) -> Router {
    with_say(say)
}
