//! Each message waits for something of its own before it goes out, such as a query that takes a little more or a little
//! less time: what was written first may arrive second. Wait for one message before the next one, or number them.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "shuffled-relay",
    row: "",
    lab: "socketio",
    fails: &["out-of-order"],
    may_fail: &[],
    source: include_str!("shuffled_relay.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn say(socket: SocketRef, TryData(said): TryData<Said>) {
    let Some((member, text)) = said_by(&socket, said) else { return };
    sleep(Duration::from_millis(rand::random_range(0..60))).await;
    let _ = socket.within(member.room.clone()).emit("chat message", &message(&member, &text)).await;
}

fn app(_: Duration) -> Router {
    with_say(say)
}
