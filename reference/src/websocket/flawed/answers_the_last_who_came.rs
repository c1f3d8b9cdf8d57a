//! The connection is kept in one variable for the whole server, which each new client overwrites. With one tab it looks
//! right. With two, the answers of the first appear in the second.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "answers-the-last-who-came",
    row: "",
    lab: "websocket",
    fails: &["capitals-wrong"],
    may_fail: &[],
    source: include_str!("answers_the_last_who_came.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn to_the_last(clients: &Clients, _: u64, message: Message) {
    if let Some((last, _)) = clients.list().last() {
        answering(clients, *last, message, str::to_uppercase);
    }
}

fn app(_: Duration) -> Router {
    with_capitals(Ways { hears: to_the_last, ..RELAY })
}
