//! An update reads the version, waits for something else, and only then writes the version plus one.
//! Of two updates at the same moment both read the same number and write the same number: one version
//! stands for two statuses, and a client may miss one for good. Read and write in one step.

use std::sync::atomic::{AtomicU64, Ordering};

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "two-updates-one-version",
    row: "D092",
    lab: "long-polling",
    fails: &["version-ambiguous"],
    may_fail: &[],
    source: include_str!("two_updates_one_version.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn update(
    State(lab): State<LongPolling>,
    Extension(writes): Extension<Arc<AtomicU64>>,
    NewStatus(status): NewStatus,
) -> Json<Snapshot> {
    let before = lab.task.current().version;
    // The log file, the database: each write takes a time of its own.
    let write = writes.fetch_add(1, Ordering::Relaxed);
    sleep(Duration::from_millis(1 + write % 5)).await;

    let after = Snapshot { status, version: before + 1 };
    lab.task.state.send_replace(after.clone());
    Json(after)
}

fn app(hold: Duration) -> Router {
    with_update(post(update), lab(hold)).layer(Extension(Arc::<AtomicU64>::default()))
}
