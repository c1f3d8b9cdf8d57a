//! Each update makes the version smaller by one. This server gets away with it, for it only asks whether
//! two versions differ; but a client that asks whether the version is greater than its own, as the lab
//! describes it, never sees a change. Add one at each update.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "version-goes-down",
    row: "D088",
    lab: "long-polling",
    fails: &["version-not-growing"],
    may_fail: &[],
    source: include_str!("version_goes_down.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn update(State(lab): State<LongPolling>, NewStatus(status): NewStatus) -> Json<Snapshot> {
    lab.task.state.send_modify(|state| *state = Snapshot { status, version: state.version.saturating_sub(1) });
    Json(lab.task.current())
}

fn app(hold: Duration) -> Router {
    let lab = lab(hold);
    lab.task.state.send_modify(|state| state.version = 1_000_000);
    with_update(post(update), lab)
}
