//! The text is taken for Latin-1 on its way, as 'Buffer.from(text).toString("latin1")' does: each accent comes out as
//! two strange characters, 'Ã©' for 'é'. Socket.IO sends any text as it is: leave it alone.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "latin-1-relay",
    row: "",
    lab: "socketio",
    fails: &["message-mangled"],
    may_fail: &[],
    source: include_str!("latin_1_relay.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn app(_: Duration) -> Router {
    with_data(|member, text| {
        let twice: String = text.bytes().map(char::from).collect();
        message(member, &twice)
    })
}
