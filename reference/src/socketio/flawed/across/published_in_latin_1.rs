//! The text is read as Latin-1 when it comes from Redis, which gives bytes: on the other instance each accent comes out as
//! two strange characters, 'Ã©' for 'é', while those on the same instance read it as it was. Redis keeps bytes as they
//! are: read them as UTF-8.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "published-in-latin-1",
    row: "",
    lab: "socketio-redis",
    fails: &["mangled-across"],
    may_fail: &[],
    source: include_str!("published_in_latin_1.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn in_latin_1(mut notice: Notice) -> Notice {
    if let Some(text) = notice.data["message"].as_str() {
        let twice: String = text.bytes().map(char::from).collect();
        notice.data["message"] = twice.into();
    }
    notice
}

fn app(_: Duration) -> Router {
    with_relay(chat::connect, |io, published, me| tell_changed(io, published, me, in_latin_1))
}
