//! The message is published as JSON, and given to the clients of the other instance as that text, without 'JSON.parse':
//! their page looks for 'data.message' in a string, and shows 'undefined'.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "parse-forgotten",
    row: "",
    lab: "socketio-redis",
    fails: &["mangled-across"],
    may_fail: &[],
    source: include_str!("parse_forgotten.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn as_text(notice: Notice) -> Notice {
    Notice { data: notice.data.to_string().into(), ..notice }
}

fn app(_: Duration) -> Router {
    with_relay(chat::connect, |io, published, me| tell_changed(io, published, me, as_text))
}
