//! The version is the time in whole seconds. Two updates within the same second share a version, so the second
//! one is invisible: a client that knows the first is up to date, as far as the server can tell, and waits.
//! Count the updates, or take a clock fine enough that it never shows the same time twice.

use std::time::{SystemTime, UNIX_EPOCH};

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "version-in-seconds",
    row: "D090",
    lab: "long-polling",
    fails: &["version-not-growing"],
    may_fail: &[],
    source: include_str!("version_in_seconds.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.as_secs())
}

async fn update(State(lab): State<LongPolling>, NewStatus(status): NewStatus) -> Json<Snapshot> {
    lab.task.state.send_modify(|state| *state = Snapshot { status, version: seconds() });
    Json(lab.task.current())
}

fn app(hold: Duration) -> Router {
    let lab = lab(hold);
    lab.task.state.send_modify(|state| state.version = seconds());
    with_update(post(update), lab)
}
