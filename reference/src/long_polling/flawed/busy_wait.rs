//! A poll waits by asking again and again whether there is news, with no pause in between. One client that
//! waits keeps a whole core busy, a few of them the whole machine, and all other requests become slow, though
//! nothing happens at all. Sleep until you are woken, or at least between two looks.

use std::{
    hint,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Instant,
};

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "busy-wait",
    row: "D115",
    lab: "long-polling",
    fails: &["busy-wait"],
    may_fail: &[],
    source: include_str!("busy_wait.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

/// At most this many polls spin at once, and the others wait as they should: fifty that spin would stop the machine.
const SPINNING: usize = 4;

/// Loops until there is news, the hold is over, or the client has left.
fn spin(lab: &LongPolling, known: u64, waiter: oneshot::Sender<Snapshot>) {
    let start = Instant::now();
    while start.elapsed() < lab.hold && !waiter.is_closed() {
        let now = lab.task.current();
        if now.version != known {
            // An error means that the client has left meanwhile.
            let _ = waiter.send(now);
            return;
        }
        hint::spin_loop();
    }
}

async fn poll(
    State(lab): State<LongPolling>,
    Extension(spinning): Extension<Arc<AtomicUsize>>,
    LastVersion(known): LastVersion,
) -> Response {
    if spinning.fetch_add(1, Ordering::Relaxed) >= SPINNING {
        spinning.fetch_sub(1, Ordering::Relaxed);
        return long_polling::poll(State(lab), LastVersion(known)).await;
    }
    let (waiter, list) = oneshot::channel();
    let hold = lab.hold;
    thread::spawn(move || {
        spin(&lab, known, waiter);
        spinning.fetch_sub(1, Ordering::Relaxed);
    });
    within(hold, news_from(list)).await
}

fn app(hold: Duration) -> Router {
    with_poll(get(poll), lab(hold)).layer(Extension(Arc::<AtomicUsize>::default()))
}
