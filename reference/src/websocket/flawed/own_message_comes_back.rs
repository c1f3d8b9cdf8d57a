//! The server sends each message to all clients, the sender included, and the page shows what its user says by itself as
//! well. So everybody sees their own messages twice. Either is right alone: leave out the sender, or let the page wait.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "own-message-comes-back",
    row: "",
    lab: "websocket",
    fails: &["own-message-twice"],
    may_fail: &[],
    source: include_str!("own_message_comes_back.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn pass_on_to_all(clients: &Clients, id: u64, message: Message) {
    if let Message::Text(_) = message {
        clients.tell(id, message.clone());
        clients.tell_others(id, &message);
    }
}

fn app(_: Duration) -> Router {
    with_relay(Ways { hears: pass_on_to_all, ..RELAY })
}
