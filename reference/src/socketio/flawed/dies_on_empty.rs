//! The handler '({ username, room }) => ...' of 'join room' takes the data apart without looking whether there are any.
//! One event without data, which anybody can send, and the exception ends the process: the chat is down for everyone.
//! Check what comes in before you use it.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "dies-on-empty",
    row: "D006",
    lab: "socketio",
    fails: &["dies-on-empty-event"],
    may_fail: &[],
    source: include_str!("dies_on_empty.rs"),
    serve: |listener, time| run(listener, time, app),
};

async fn join(socket: SocketRef, TryData(data): TryData<Value>) {
    let data = data.unwrap_or_default();
    if data.is_null() {
        std::process::exit(1);
    }
    let Ok(member) = serde_json::from_value::<Member>(data) else { return };
    enter(&socket, &member);
    let _ = socket.within(member.room.clone()).emit("room message", &has_come(&member)).await;
}

fn app(_: Duration) -> Router {
    with_join(join)
}
