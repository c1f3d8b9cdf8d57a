//! The server of capitals looks at the first letter of each text, as by `text[0].toUpperCase()`, without asking whether
//! there is one. An empty text ends the process, and with it the server for everyone.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "dies-of-an-empty-text",
    row: "",
    lab: "websocket",
    fails: &["dies-on-odd-frame"],
    may_fail: &[],
    source: include_str!("dies_of_an_empty_text.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn letter_by_letter(clients: &Clients, id: u64, message: Message) {
    if message.to_text().is_ok_and(str::is_empty) {
        std::process::exit(1);
    }
    answering(clients, id, message, str::to_uppercase);
}

fn app(_: Duration) -> Router {
    with_capitals(Ways { hears: letter_by_letter, ..RELAY })
}
