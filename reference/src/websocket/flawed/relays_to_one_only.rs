//! The loop over the clients stops at the first one that is not the sender: a `return` or a `break` stands inside of it.
//! With two tabs it looks right. With three, only one of the others reads each message.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "relays-to-one-only",
    row: "",
    lab: "websocket",
    fails: &["relay-not-to-all"],
    may_fail: &[],
    source: include_str!("relays_to_one_only.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn pass_on_to_one(clients: &Clients, id: u64, message: Message) {
    if let Some((_, client)) = clients.list().into_iter().find(|(other, _)| *other != id) {
        let _ = client.send(message);
    }
}

fn app(_: Duration) -> Router {
    with_relay(Ways { hears: pass_on_to_one, ..RELAY })
}
