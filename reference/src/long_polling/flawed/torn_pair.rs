//! The status is written first and the version a few milliseconds later, and nothing keeps readers out in
//! between: a client that reads at that moment gets the new status with the old version. The same version then
//! stands for two statuses. Write both under one lock, and read both under it.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "torn-pair",
    row: "D094",
    lab: "long-polling",
    fails: &["version-ambiguous"],
    may_fail: &[],
    source: include_str!("torn_pair.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

const GAP: Duration = Duration::from_millis(3);

async fn update(State(lab): State<LongPolling>, NewStatus(status): NewStatus) -> Json<Snapshot> {
    lab.task.state.send_modify(|state| state.status = status);
    sleep(GAP).await;
    lab.task.state.send_modify(|state| state.version += 1);
    Json(lab.task.current())
}

fn app(hold: Duration) -> Router {
    with_update(post(update), lab(hold))
}
