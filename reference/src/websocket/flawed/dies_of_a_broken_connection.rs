//! A close in good order is handled, and a connection that breaks is not: the error is raised where nobody catches it, and
//! the process ends. A laptop that is shut, a network that is gone, and the server is down for everyone.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "dies-of-a-broken-connection",
    row: "",
    lab: "websocket",
    fails: &["broken-connection-harms"],
    may_fail: &[],
    source: include_str!("dies_of_a_broken_connection.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn farewell(clients: &Clients, id: u64, ending: Ending) {
    if ending == Ending::Reset {
        std::process::exit(1);
    }
    clients.remove(id);
}

fn app(_: Duration) -> Router {
    with_relay(Ways { leaves: farewell, ..RELAY })
}
