//! The version is the time in milliseconds. Two updates within the same millisecond share a version: a page that saw
//! the first is up to date, as far as the server can tell, and keeps the old status until the next update. Count the
//! updates, or take the last version plus one where the clock has not moved.

use std::time::{SystemTime, UNIX_EPOCH};

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "version-in-milliseconds",
    row: "",
    lab: "long-polling",
    fails: &["version-repeats"],
    may_fail: &[],
    source: include_str!("version_in_milliseconds.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn milliseconds() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

async fn update(State(lab): State<LongPolling>, NewStatus(status): NewStatus) -> Json<Snapshot> {
    let mut after = Snapshot::default();
    lab.task.state.send_modify(|state| {
        *state = Snapshot { status, version: milliseconds() };
        after = state.clone();
    });
    Json(after)
}

fn app(hold: Duration) -> Router {
    let lab = lab(hold);
    lab.task.state.send_modify(|state| state.version = milliseconds());
    with_update(post(update), lab)
}
