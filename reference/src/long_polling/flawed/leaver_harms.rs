//! A client that leaves while it waits stays in the list of clients to tell. The next update fails on it and
//! stops there: every client after it in the list is not told, and waits on. One closed tab makes the others
//! miss the change. Take a client off the list when it leaves, and go on when one cannot be told.

use std::collections::BTreeMap;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "leaver-harms",
    row: "",
    lab: "long-polling",
    fails: &["leaver-harms"],
    may_fail: &[],
    source: include_str!("leaver_harms.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

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

async fn update(State(shared): State<Shared>, NewStatus(status): NewStatus) -> Json<Snapshot> {
    let mut desk = shared.desk();
    desk.now = Snapshot { status, version: desk.now.version + 1 };
    while let Some((_, waiter)) = desk.waiters.pop_first() {
        if waiter.send(desk.now.clone()).is_err() {
            break; // An exception in the loop: the clients after this one are not told.
        }
    }
    Json(desk.now.clone())
}

async fn poll(State(shared): State<Shared>, LastVersion(known): LastVersion) -> Response {
    let (waiter, list) = oneshot::channel();
    let number = {
        let mut desk = shared.desk();
        if desk.now.version != known {
            return Json(desk.now.clone()).into_response();
        }
        desk.served += 1;
        let number = desk.served;
        desk.waiters.insert(number, waiter);
        number
    };
    let answer = within(shared.1, news_from(list)).await;
    shared.desk().waiters.remove(&number); // Reached if the poll is answered, not if its client leaves.
    answer
}

async fn read(State(shared): State<Shared>) -> Json<Snapshot> {
    Json(shared.desk().now.clone())
}

fn app(hold: Duration) -> Router {
    routes(get(poll), post(update), get(read), Shared(Arc::default(), hold))
}
