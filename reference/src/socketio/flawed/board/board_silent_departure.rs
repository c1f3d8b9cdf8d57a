//! There is no handler for 'disconnect': whoever closes the page is gone, and the others wait for what it was going to
//! write. Socket.IO tells the server of each end of a connection; tell the room.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "board-silent-departure",
    row: "D080a",
    lab: "collabboard",
    fails: &["departure-not-announced"],
    may_fail: &[],
    source: include_str!("board_silent_departure.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn app(_: Duration) -> Router {
    with_leave(async || {})
}
