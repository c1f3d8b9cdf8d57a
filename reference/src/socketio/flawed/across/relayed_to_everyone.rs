//! What another instance has published is given to all clients of this one with 'io.emit', whatever their room: people in
//! other rooms read what is said in this one, as soon as they are on another instance. Publish the room with the message,
//! and emit with 'io.to(room)' there too.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "relayed-to-everyone",
    row: "",
    lab: "socketio-redis",
    fails: &["not-across"],
    may_fail: &[],
    source: include_str!("relayed_to_everyone.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn to_all(notice: Notice) -> Notice {
    Notice { room: None, ..notice }
}

fn app(_: Duration) -> Router {
    with_relay(chat::connect, |io, published, me| tell_changed(io, published, me, to_all))
}
