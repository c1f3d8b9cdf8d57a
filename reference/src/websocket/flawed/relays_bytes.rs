//! In Node, a message comes as a Buffer, and a Buffer that is sent on goes out as bytes. The page then shows
//! "[object Blob]" in place of the text. `client.send(message.toString())` sends a text.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "relays-bytes",
    row: "",
    lab: "websocket",
    fails: &["relay-binary"],
    may_fail: &[],
    source: include_str!("relays_bytes.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn as_bytes(clients: &Clients, id: u64, message: Message) {
    clients.tell_others(id, &Message::Binary(message.into_data()));
}

fn app(_: Duration) -> Router {
    with_relay(Ways { hears: as_bytes, ..RELAY })
}
