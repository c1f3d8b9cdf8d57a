//! Messages wait for a timer, here of two seconds, before they go out. Nothing is lost, but nobody can talk like that: the
//! point of a WebSocket is that the server sends as soon as there is something to send.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "relays-after-two-seconds",
    row: "",
    lab: "websocket",
    fails: &["relay-late"],
    may_fail: &[],
    source: include_str!("relays_after_two_seconds.rs"),
    serve: |listener, time| run(listener, time, app),
};

const PAUSE: Duration = Duration::from_secs(2);

fn later(clients: &Clients, id: u64, message: Message) {
    let clients = clients.clone();
    tokio::spawn(async move {
        sleep(PAUSE).await;
        pass_on(&clients, id, message);
    });
}

fn app(_: Duration) -> Router {
    with_relay(Ways { hears: later, ..RELAY })
}
