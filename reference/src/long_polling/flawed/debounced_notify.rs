//! Notifications are 'debounced': of updates that follow each other quickly, only the first wakes the polls
//! that wait. The state is right, but a client that came back in between is never told of the last change: its
//! poll stays open until some later update or the end of the hold.

use std::time::Instant;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "debounced-notify",
    row: "",
    lab: "long-polling",
    fails: &["loop-stuck", "lost-wakeup"],
    may_fail: &[],
    source: include_str!("debounced_notify.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

/// Updates that follow each other faster than this are one flurry.
const FLURRY: Duration = Duration::from_millis(60);

async fn update(
    State(lab): State<LongPolling>,
    Extension(latest): Extension<Arc<Mutex<Option<Instant>>>>,
    NewStatus(status): NewStatus,
) -> Json<Snapshot> {
    let before = latest.lock().expect("nobody panics here").replace(Instant::now());
    let is_first = before.is_none_or(|before| before.elapsed() > FLURRY);
    // What the closure returns decides whether the waiting polls are woken.
    lab.task.state.send_if_modified(|state| {
        *state = Snapshot { status, version: state.version + 1 };
        is_first
    });
    Json(lab.task.current())
}

fn app(hold: Duration) -> Router {
    with_update(post(update), lab(hold)).layer(Extension(Arc::new(Mutex::new(None::<Instant>))))
}
