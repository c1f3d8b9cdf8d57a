//! A poll whose hold has ended stays in the list of those to tell. The next update tries to tell it too, and that
//! raises an exception: whoever updates reads '500', and nobody after it in the list is woken. Where the list is kept,
//! every update from then on fails like this. Take a poll off the list when its hold ends.

use std::collections::BTreeMap;

use super::support::*;

/// The list is kept: each update fails on the same poll again.
pub static FOR_EVER: Flaw = flaw("ended-hold-stays-listed", |listener, hold| run(listener, hold, app::<true>));
/// The list is emptied before those in it are told: only the first update after the end of a hold fails.
pub static ONCE: Flaw = flaw("ended-hold-fails-once", |listener, hold| run(listener, hold, app::<false>));

const fn flaw(name: &'static str, serve: fn(TcpListener, Duration) -> Serving) -> Flaw {
    Flaw {
        name,
        row: "D057",
        lab: "long-polling",
        fails: &["hold-end-harms"],
        may_fail: &[],
        source: include_str!("ended_hold_stays_listed.rs"),
        serve,
    }
}

#[derive(Default)]
struct Desk {
    now: Snapshot,
    served: u64,
    waiters: BTreeMap<u64, oneshot::Sender<Snapshot>>,
}

#[derive(Clone)]
struct Shared(Arc<Mutex<Desk>>, Duration);

impl Shared {
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.0.lock().expect("nobody panics while holding the desk")
    }
}

/// A poll's place in the list. A client that leaves takes its place with it; the end of a hold does not.
struct Place(Shared, u64, bool);

impl Drop for Place {
    fn drop(&mut self) {
        if !self.2 {
            self.0.desk().waiters.remove(&self.1);
        }
    }
}

async fn update<const KEPT: bool>(State(shared): State<Shared>, NewStatus(status): NewStatus) -> Response {
    let mut desk = shared.desk();
    desk.now = Snapshot { status, version: desk.now.version + 1 };
    let now = desk.now.clone();
    let ended = desk.waiters.values().any(oneshot::Sender::is_closed);
    if KEPT && ended {
        return failed("Error [ERR_HTTP_HEADERS_SENT]: Cannot set headers after they are sent to the client");
    }
    for waiter in std::mem::take(&mut desk.waiters).into_values() {
        if waiter.send(now.clone()).is_err() {
            return failed("asyncio.exceptions.InvalidStateError: invalid state");
        }
    }
    Json(now).into_response()
}

fn failed(exception: &'static str) -> Response {
    (StatusCode::INTERNAL_SERVER_ERROR, exception).into_response()
}

async fn poll(State(shared): State<Shared>, LastVersion(known): LastVersion) -> Response {
    let (waiter, list) = oneshot::channel();
    let mut place = {
        let mut desk = shared.desk();
        if desk.now.version != known {
            return Json(desk.now.clone()).into_response();
        }
        desk.served += 1;
        let number = desk.served;
        desk.waiters.insert(number, waiter);
        Place(shared.clone(), number, false)
    };
    let answer = within(shared.1, news_from(list)).await;
    place.2 = answer.status() == StatusCode::NO_CONTENT; // Here it should be taken off the list.
    answer
}

async fn read(State(shared): State<Shared>) -> Json<Snapshot> {
    Json(shared.desk().now.clone())
}

fn app<const KEPT: bool>(hold: Duration) -> Router {
    routes(get(poll), post(update::<KEPT>), get(read), Shared(Arc::default(), hold))
}
