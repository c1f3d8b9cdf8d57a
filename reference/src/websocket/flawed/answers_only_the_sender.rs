//! Each message goes back to the client that sent it, by `ws.send(message)`, and to nobody else. With one tab it looks
//! right: what one types appears. Open a second tab, and nothing comes there. A relay sends to all clients but this one.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "answers-only-the-sender",
    row: "",
    lab: "websocket",
    fails: &["relay-not-delivered"],
    may_fail: &[],
    source: include_str!("answers_only_the_sender.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn app(_: Duration) -> Router {
    with_relay(Ways { hears: |clients, id, message| clients.tell(id, message), ..RELAY })
}
