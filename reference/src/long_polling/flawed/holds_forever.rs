//! A poll has no maximum delay: while nothing changes it gets no answer, not even 'no change'. The
//! client cannot tell a quiet server from a dead one, and sooner or later a proxy cuts the connection.
//! End each hold after 25 to 30 seconds.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "holds-forever",
    row: "D055",
    lab: "long-polling",
    fails: &["hold-never-ends"],
    may_fail: &[],
    source: include_str!("holds_forever.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn poll(State(lab): State<LongPolling>, LastVersion(known): LastVersion) -> Response {
    Json(lab.task.other_than(known).await).into_response()
}

fn app(hold: Duration) -> Router {
    with_poll(get(poll), lab(hold))
}
