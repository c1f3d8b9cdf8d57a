//! Only the text of a message goes out, without the pseudo of who wrote it: with three people in a room nobody knows
//! who speaks. Send both: '{ username, message }'.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "nameless-relay",
    row: "",
    lab: "socketio",
    fails: &["sender-unnamed"],
    may_fail: &[],
    source: include_str!("nameless_relay.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn app(_: Duration) -> Router {
    with_data(|_, text| json!({ "message": text }))
}
