//! The relay is debounced: a message goes out when none has followed it for 100 ms, so of several that are written
//! quickly only the last arrives. Debouncing is for events of which only the latest counts, such as 'is typing'. Each
//! message counts.

use std::sync::atomic::{AtomicU64, Ordering};

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "debounced-relay",
    row: "",
    lab: "socketio",
    fails: &["messages-lost"],
    may_fail: &[],
    source: include_str!("debounced_relay.rs"),
    serve: |listener, time| run(listener, time, app),
};

const PAUSE: Duration = Duration::from_millis(100);

/// How many messages this socket has sent.
#[derive(Clone, Default)]
struct Sent(Arc<AtomicU64>);

async fn say(socket: SocketRef, TryData(said): TryData<Said>) {
    let Some((member, text)) = said_by(&socket, said) else { return };
    let Some(Sent(sent)) = socket.extensions.get() else { return };
    let own = sent.fetch_add(1, Ordering::SeqCst) + 1;
    sleep(PAUSE).await;
    if sent.load(Ordering::SeqCst) == own {
        let _ = socket.within(member.room.clone()).emit("chat message", &message(&member, &text)).await;
    }
}

fn app(_: Duration) -> Router {
    with_connect(async |socket: SocketRef| {
        chat::connect(socket.clone()).await;
        socket.extensions.insert(Sent::default());
        socket.on("chat message", say);
    })
}
