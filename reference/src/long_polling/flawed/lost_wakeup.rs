//! A poll looks whether there is news, finds none, and a moment later signs up to be woken. An update that
//! falls into that moment wakes only the polls that have signed up, which this one has not yet: it waits for
//! the next update or the end of its hold. Look and sign up under one lock, or look again after signing up.

use std::time::Instant;

use tokio::sync::Notify;

use super::support::*;

// The same flaw with smaller and smaller gaps, to show how small a gap is still found.
pub static FIVE_MS: Flaw = Flaw {
    // The widest gap: a client that polls in a loop, and is held up for some 20 ms, is back in it when the last of a
    // burst of updates comes.
    may_fail: &["loop-stuck"],
    ..with_gap("lost-wakeup-5ms", |listener, hold| run(listener, hold, app::<5_000>))
};
pub static ONE_MS: Flaw = with_gap("lost-wakeup-1ms", |listener, hold| run(listener, hold, app::<1_000>));
pub static HUNDRED_US: Flaw = with_gap("lost-wakeup-100us", |listener, hold| run(listener, hold, app::<100>));
pub static TEN_US: Flaw = with_gap("lost-wakeup-10us", |listener, hold| run(listener, hold, app::<10>));
// A small gap, and an update that takes a while before it is stored: the gap is far from when the update is sent.
pub static SLOW_UPDATE: Flaw = with_gap("lost-wakeup-slow-update", |listener, hold| run(listener, hold, slow_app));

const fn with_gap(name: &'static str, serve: fn(TcpListener, Duration) -> Serving) -> Flaw {
    Flaw {
        name,
        row: "D070",
        lab: "long-polling",
        fails: &["lost-wakeup"],
        may_fail: &[],
        source: include_str!("lost_wakeup.rs"),
        serve,
    }
}

async fn poll<const GAP_US: u64>(
    State(lab): State<LongPolling>,
    Extension(bell): Extension<Arc<Notify>>,
    LastVersion(known): LastVersion,
) -> Response {
    let now = lab.task.current();
    if now.version != known {
        return Json(now).into_response();
    }
    pass(Duration::from_micros(GAP_US)).await;
    let news = async {
        bell.notified().await;
        lab.task.current()
    };
    within(lab.hold, news).await
}

/// Waits for `gap`. The timers of tokio count in milliseconds, so the rest is spent in a loop.
async fn pass(gap: Duration) {
    let start = Instant::now();
    if gap >= Duration::from_millis(1) {
        sleep(gap).await;
    }
    while start.elapsed() < gap {
        std::hint::spin_loop();
    }
}

async fn update(lab: State<LongPolling>, Extension(bell): Extension<Arc<Notify>>, status: NewStatus) -> Json<Snapshot> {
    let answer = long_polling::update(lab, status).await;
    bell.notify_waiters();
    answer
}

fn app<const GAP_US: u64>(hold: Duration) -> Router {
    routes(get(poll::<GAP_US>), post(update), get(long_polling::read), lab(hold))
        .layer(Extension(Arc::new(Notify::new())))
}

fn slow_app(hold: Duration) -> Router {
    let update = async |lab: State<LongPolling>, bell: Extension<Arc<Notify>>, status: NewStatus| {
        sleep(Duration::from_millis(5)).await;
        update(lab, bell, status).await
    };
    routes(get(poll::<100>), post(update), get(long_polling::read), lab(hold)).layer(Extension(Arc::new(Notify::new())))
}
