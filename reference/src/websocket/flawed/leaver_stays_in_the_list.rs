//! Who leaves stays in the list of clients. Sending to a connection that is closed throws, and the loop ends there: those
//! who come later in the list hear nothing any more. It takes one tab that is closed, or loaded again.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "leaver-stays-in-the-list",
    row: "",
    lab: "websocket",
    fails: &["closed-tab-harms"],
    may_fail: &[],
    source: include_str!("leaver_stays_in_the_list.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn until_one_fails(clients: &Clients, id: u64, message: Message) {
    for (_, client) in clients.list().iter().filter(|(other, _)| *other != id) {
        if client.send(message.clone()).is_err() {
            return;
        }
    }
}

fn app(_: Duration) -> Router {
    with_relay(Ways { hears: until_one_fails, leaves: |_, _, _| {} })
}
