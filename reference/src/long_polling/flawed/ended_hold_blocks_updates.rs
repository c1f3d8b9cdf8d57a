//! An update hands the news to each waiting poll and waits until it is taken. A poll whose hold has ended is still in
//! the list, and nobody will ever take its news: the update waits for ever, with the lock in its hand, and from then on
//! every other request about the task waits for that lock. Take a poll off the list when its hold ends, and never wait
//! for a client while a lock is held.

use std::collections::BTreeMap;

use tokio::sync::mpsc;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "ended-hold-blocks-updates",
    row: "D057",
    lab: "long-polling",
    fails: &["hold-end-harms"],
    may_fail: &[],
    source: include_str!("ended_hold_blocks_updates.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

#[derive(Default)]
struct Desk {
    now: Snapshot,
    served: u64,
    waiters: BTreeMap<u64, Waiter>,
}

/// Where the news goes, and whether somebody is there to take it.
struct Waiter {
    news: mpsc::Sender<Snapshot>,
    /// The other end, of a poll whose hold has ended: nothing closes it, and nobody reads from it.
    left_behind: Option<mpsc::Receiver<Snapshot>>,
}

#[derive(Clone)]
struct Shared(Arc<tokio::sync::Mutex<Desk>>, Duration);

async fn update(State(shared): State<Shared>, NewStatus(status): NewStatus) -> Json<Snapshot> {
    let mut desk = shared.0.lock().await;
    desk.now = Snapshot { status, version: desk.now.version + 1 };
    let now = desk.now.clone();
    while let Some((_, waiter)) = desk.waiters.pop_first() {
        if waiter.left_behind.is_some() {
            std::future::pending::<()>().await; // A channel without room, and nobody at its other end.
        }
        // A client that has left has closed its end: that is no error.
        let _ = waiter.news.send(now.clone()).await;
    }
    Json(now)
}

async fn poll(State(shared): State<Shared>, LastVersion(known): LastVersion) -> Response {
    let (news, mut list) = mpsc::channel(1);
    let number = {
        let mut desk = shared.0.lock().await;
        if desk.now.version != known {
            return Json(desk.now.clone()).into_response();
        }
        desk.served += 1;
        let number = desk.served;
        desk.waiters.insert(number, Waiter { news, left_behind: None });
        number
    };
    match tokio::time::timeout(shared.1, list.recv()).await {
        Ok(Some(news)) => Json(news).into_response(),
        // The hold has ended. Here it should be taken off the list.
        _ => {
            if let Some(waiter) = shared.0.lock().await.waiters.get_mut(&number) {
                waiter.left_behind = Some(list);
            }
            no_change()
        }
    }
}

async fn read(State(shared): State<Shared>) -> Json<Snapshot> {
    Json(shared.0.lock().await.now.clone())
}

fn app(hold: Duration) -> Router {
    routes(get(poll), post(update), get(read), Shared(Arc::default(), hold))
}
