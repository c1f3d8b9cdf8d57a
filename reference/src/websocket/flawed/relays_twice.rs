//! The handler for messages was registered twice, so each message goes out twice, and every page shows it twice. A
//! `console.log` in the handler, printed twice for one message, tells it.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "relays-twice",
    row: "",
    lab: "websocket",
    fails: &["relay-twice"],
    may_fail: &[],
    source: include_str!("relays_twice.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn pass_on_twice(clients: &Clients, id: u64, message: Message) {
    pass_on(clients, id, message.clone());
    pass_on(clients, id, message);
}

fn app(_: Duration) -> Router {
    with_relay(Ways { hears: pass_on_twice, ..RELAY })
}
