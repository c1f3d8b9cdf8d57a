//! The server keeps the last ten messages that wait to be sent, and throws the older ones away. In a quick exchange
//! some never arrive, without a word. What is received must be sent.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "ten-and-no-more",
    row: "",
    lab: "socketio",
    fails: &["messages-lost"],
    may_fail: &[],
    source: include_str!("ten_and_no_more.rs"),
    serve: |listener, time| run(listener, time, app),
};

/// What waits to be sent.
type Waiting = Arc<Mutex<Vec<(Member, String)>>>;

const KEPT: usize = 10;

async fn say(socket: SocketRef, TryData(said): TryData<Said>, waiting: Waiting) {
    let Some(said) = said_by(&socket, said) else { return };
    let lock = || waiting.lock().expect("nobody panics with it");
    let is_first = lock().is_empty();
    lock().push(said);
    if !is_first {
        return;
    }
    sleep(Duration::from_millis(50)).await;
    let all = std::mem::take(&mut *lock());
    for (member, text) in all.iter().skip(all.len().saturating_sub(KEPT)) {
        let _ = socket.within(member.room.clone()).emit("chat message", &message(member, text)).await;
    }
}

fn app(_: Duration) -> Router {
    let waiting = Waiting::default();
    with_say(async move |socket: SocketRef, data: TryData<Said>| say(socket, data, waiting).await)
}
