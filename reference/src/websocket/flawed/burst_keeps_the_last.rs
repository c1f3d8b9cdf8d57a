//! Messages are debounced: one goes out when nothing has come for a moment, and of several only the last one does. Who
//! types slowly sees nothing of it. What several people say at the same time is lost, and nobody is told.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "burst-keeps-the-last",
    row: "",
    lab: "websocket",
    fails: &["relay-lost"],
    may_fail: &[],
    source: include_str!("burst_keeps_the_last.rs"),
    serve: |listener, time| run(listener, time, app),
};

const PAUSE: Duration = Duration::from_millis(40);

fn debounced(clients: &Clients, id: u64, message: Message) {
    let (clients, turn) = (clients.clone(), clients.next_turn());
    tokio::spawn(async move {
        sleep(PAUSE).await;
        if clients.turn() == turn {
            pass_on(&clients, id, message);
        }
    });
}

fn app(_: Duration) -> Router {
    with_relay(Ways { hears: debounced, ..RELAY })
}
