//! A text that is too long is answered by closing every connection, not only the one that it came by: the exception is
//! caught around the loop that serves all clients. Whoever pastes a novel ends the conversation of the others.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "long-text-ends-all",
    row: "",
    lab: "websocket",
    fails: &["dies-on-odd-frame"],
    may_fail: &[],
    source: include_str!("long_text_ends_all.rs"),
    serve: |listener, time| run(listener, time, app),
};

const LONGEST: usize = 64 * 1024;

fn all_or_nobody(clients: &Clients, id: u64, message: Message) {
    if message.to_text().is_ok_and(|text| text.len() > LONGEST) {
        let close = CloseFrame { code: close_code::ERROR, reason: "".into() };
        clients.tell_others(id, &Message::Close(Some(close)));
        clients.list().iter().for_each(|(one, _)| clients.remove(*one));
    }
    pass_on(clients, id, message);
}

fn app(_: Duration) -> Router {
    with_relay(Ways { hears: all_or_nobody, ..RELAY })
}
