//! Each message is worked on for 400 ms before it goes out, and this work holds up the only thread: all other clients
//! wait too, and twenty messages take eight seconds. Nothing is lost, but everything is late. Do long work elsewhere,
//! or after the message was sent.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "slow-relay",
    row: "",
    lab: "socketio",
    fails: &["message-late"],
    may_fail: &[],
    source: include_str!("slow_relay.rs"),
    serve: |listener, time| run(listener, time, app),
};

const WORK: Duration = Duration::from_millis(400);

async fn say(socket: SocketRef, TryData(said): TryData<Said>) {
    let Some((member, text)) = said_by(&socket, said) else { return };
    // A computation: nothing else can run meanwhile.
    std::thread::sleep(WORK);
    let _ = socket.within(member.room.clone()).emit("chat message", &message(&member, &text)).await;
}

fn app(_: Duration) -> Router {
    with_say(say)
}
