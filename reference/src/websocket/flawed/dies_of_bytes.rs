//! The handler calls a method of texts on whatever comes. Bytes have no such method, the exception is caught by nobody, and
//! the process ends. A page sends texts only, but anybody can open a console.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "dies-of-bytes",
    row: "",
    lab: "websocket",
    fails: &["dies-on-odd-frame"],
    may_fail: &[],
    source: include_str!("dies_of_bytes.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn only_texts(clients: &Clients, id: u64, message: Message) {
    if let Message::Binary(_) = message {
        std::process::exit(1);
    }
    pass_on(clients, id, message);
}

fn app(_: Duration) -> Router {
    with_relay(Ways { hears: only_texts, ..RELAY })
}
