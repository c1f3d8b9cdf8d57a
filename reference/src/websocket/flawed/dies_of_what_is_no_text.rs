//! What is declared as a text and is no UTF-8 raises an error at its connection, which `ws` reports by an `error` event.
//! Nobody listens to that, and Node ends. No browser sends such a thing, but one line of a script does.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "dies-of-what-is-no-text",
    row: "",
    lab: "websocket",
    fails: &["dies-on-bad-text"],
    may_fail: &[],
    source: include_str!("dies_of_what_is_no_text.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn unheard(clients: &Clients, id: u64, ending: Ending) {
    if ending == Ending::BadText {
        std::process::exit(1);
    }
    clients.remove(id);
}

fn app(_: Duration) -> Router {
    with_relay(Ways { leaves: unheard, ..RELAY })
}
