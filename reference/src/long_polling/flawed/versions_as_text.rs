//! The parameter arrives as text and is compared as text, letter by letter: "9" is not less than "12".
//! All goes well up to version 9; from 10 on, a client that is behind may be kept waiting as if it
//! knew the latest state. Convert the parameter to a number before you compare.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "versions-as-text",
    row: "D076",
    lab: "long-polling",
    fails: &["compared-as-text"],
    may_fail: &[],
    source: include_str!("versions_as_text.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn poll(State(lab): State<LongPolling>, LastVersion(known): LastVersion) -> Response {
    let now = lab.task.current();
    if known.to_string() < now.version.to_string() {
        return Json(now).into_response();
    }
    // Any update wakes a poll that waits, so only the comparison above goes wrong.
    within(lab.hold, lab.task.other_than(now.version)).await
}

fn app(hold: Duration) -> Router {
    with_poll(get(poll), lab(hold))
}
