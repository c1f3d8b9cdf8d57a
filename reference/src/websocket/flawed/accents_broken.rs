//! The bytes of each text are read as latin-1, as by `message.toString('latin1')`: "été" arrives as "Ã©tÃ©". What
//! has no accents looks right. Texts of WebSocket are always UTF-8.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "accents-broken",
    row: "",
    lab: "websocket",
    fails: &["relay-mangled"],
    may_fail: &[],
    source: include_str!("accents_broken.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn as_latin_1(clients: &Clients, id: u64, message: Message) {
    if let Message::Text(text) = message {
        let text: String = text.bytes().map(char::from).collect();
        clients.tell_others(id, &text.into());
    }
}

fn app(_: Duration) -> Router {
    with_relay(Ways { hears: as_latin_1, ..RELAY })
}
