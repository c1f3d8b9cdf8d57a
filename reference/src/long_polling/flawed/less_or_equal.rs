//! The versions are compared with '<=' instead of '<': a client that knows the current version is answered at
//! once with that same version. Nothing is ever held, so the page asks hundreds of times a second. Answer at
//! once only if the client's version is older.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "less-or-equal",
    row: "D079",
    lab: "long-polling",
    fails: &["not-held"],
    may_fail: &[],
    source: include_str!("less_or_equal.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn poll(State(lab): State<LongPolling>, LastVersion(known): LastVersion) -> Response {
    let now = lab.task.current();
    if known <= now.version {
        return Json(now).into_response();
    }
    within(lab.hold, lab.task.other_than(now.version)).await
}

fn app(hold: Duration) -> Router {
    with_poll(get(poll), lab(hold))
}
