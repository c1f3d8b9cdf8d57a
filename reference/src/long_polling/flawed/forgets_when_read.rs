//! The server remembers with a single flag that there is something new, and the first poll that reads
//! it resets it. So after an update that no poll waited for, the first client is told, and the second
//! one, which knows as little, is kept waiting for the next change. Compare each client's version.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "forgets-when-read",
    row: "D059",
    lab: "long-polling",
    fails: &["unseen-update-lost", "behind-kept-waiting"],
    may_fail: &[],
    source: include_str!("forgets_when_read.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

/// Whether there is an update that no client was told of.
type Unread = Extension<Arc<AtomicBool>>;

async fn update(State(lab): State<LongPolling>, Extension(unread): Unread, status: NewStatus) -> Json<Snapshot> {
    let somebody_waits = lab.task.state.receiver_count() > 0;
    unread.store(!somebody_waits, SeqCst);
    long_polling::update(State(lab), status).await
}

async fn poll(State(lab): State<LongPolling>, Extension(unread): Unread, known: LastVersion) -> Response {
    let now = lab.task.current();
    let is_newcomer = known.0 == 0;
    if is_newcomer || (known.0 != now.version && unread.swap(false, SeqCst)) {
        return Json(now).into_response();
    }
    within(lab.hold, lab.task.other_than(now.version)).await
}

fn app(hold: Duration) -> Router {
    routes(get(poll), post(update), get(long_polling::read), lab(hold)).layer(Extension(Arc::<AtomicBool>::default()))
}
