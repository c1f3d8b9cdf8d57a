//! A client that is up to date is told so at once, with an immediate 204: the server never holds a
//! request. That is ordinary polling, and since the client asks again immediately, it asks without
//! pause. Keep the request open until something changes or the hold ends.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "never-holds",
    row: "D046",
    lab: "long-polling",
    fails: &["not-held"],
    may_fail: &[],
    source: include_str!("never_holds.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn poll(State(lab): State<LongPolling>, LastVersion(known): LastVersion) -> Response {
    let now = lab.task.current();
    if now.version == known { no_change() } else { Json(now).into_response() }
}

fn app(hold: Duration) -> Router {
    with_poll(get(poll), lab(hold))
}
