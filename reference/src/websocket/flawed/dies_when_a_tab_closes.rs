//! The handler for the end of a connection throws, as one does that sends a farewell over the connection that is closed.
//! Nobody catches it, and the process ends: one closed tab, and the server is down for everyone.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "dies-when-a-tab-closes",
    row: "",
    lab: "websocket",
    fails: &["closed-tab-harms"],
    may_fail: &[],
    source: include_str!("dies_when_a_tab_closes.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn farewell(clients: &Clients, id: u64, ending: Ending) {
    if ending == Ending::Closed {
        std::process::exit(1);
    }
    clients.remove(id);
}

fn app(_: Duration) -> Router {
    with_relay(Ways { leaves: farewell, ..RELAY })
}
