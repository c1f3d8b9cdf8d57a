//! Each message is put into capitals before it goes out. It looks like decoration, but whoever receives it reads
//! another text than the one that was written. A chat hands on what it got.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "upper-case-relay",
    row: "",
    lab: "socketio",
    fails: &["message-mangled"],
    may_fail: &[],
    source: include_str!("upper_case_relay.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn app(_: Duration) -> Router {
    with_data(|member, text| message(member, &text.to_uppercase()))
}
