//! A poll waits by asking again and again whether there is news, with no pause in between. One client
//! that waits keeps a whole core busy, a few of them the whole machine, and everybody else's requests
//! become slow, though nothing happens at all. Sleep until you are woken, or at least between two looks.

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

/// No more polls than these spin at once; the others wait as they should, or fifty of them would stop the machine.
const SPINNING: usize = 4;

/// Turns round and round until there is news, the hold is over, or the client has left.
fn spin(lab: &LongPolling, known: u64, waiter: oneshot::Sender<Snapshot>) {
    let start = Instant::now();
    while start.elapsed() < lab.hold && !waiter.is_closed() {
        let now = lab.task.current();
        if now.version != known {
            // Nobody is told who has left meanwhile.
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
