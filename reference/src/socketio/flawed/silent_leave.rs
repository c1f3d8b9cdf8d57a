//! There is no handler for 'disconnect': whoever closes the page is gone, and the others go on talking to nobody.
//! Socket.IO tells the server of each end of a connection; tell the room.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "silent-leave",
    row: "D080a",
    lab: "socketio",
    fails: &["leave-not-announced"],
    may_fail: &[],
    source: include_str!("silent_leave.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn app(_: Duration) -> Router {
    with_leave(async || {})
}
