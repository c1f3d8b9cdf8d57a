//! When the hold of one poll ends, all listeners are removed instead of its own (`removeAllListeners`). Every client
//! that waits at that moment is forgotten: the next update does not wake it. Remove the one listener that has ended.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "ended-hold-forgets-others",
    row: "",
    lab: "long-polling",
    fails: &["hold-end-harms"],
    may_fail: &[],
    source: include_str!("ended_hold_forgets_others.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

#[derive(Clone)]
struct Shared(Arc<Mutex<Board>>, Duration);

impl Shared {
    fn board(&self) -> MutexGuard<'_, Board> {
        self.0.lock().expect("nobody panics while holding the board")
    }
}

async fn update(State(shared): State<Shared>, NewStatus(status): NewStatus) -> Json<Snapshot> {
    let mut board = shared.board();
    let now = board.advance(status);
    for waiter in std::mem::take(&mut board.waiters) {
        let _ = waiter.send(now.clone());
    }
    Json(now)
}

async fn poll(State(shared): State<Shared>, LastVersion(known): LastVersion) -> Response {
    let (waiter, list) = oneshot::channel();
    {
        let mut board = shared.board();
        if board.now.version != known {
            return Json(board.now.clone()).into_response();
        }
        board.waiters.retain(|other| !other.is_closed());
        board.waiters.push(waiter);
    }
    let answer = within(shared.1, news_from(list)).await;
    if answer.status() == StatusCode::NO_CONTENT {
        shared.board().waiters.clear(); // Here only its own should be removed.
    }
    answer
}

async fn read(State(shared): State<Shared>) -> Json<Snapshot> {
    Json(shared.board().now.clone())
}

fn app(hold: Duration) -> Router {
    routes(get(poll), post(update), get(read), Shared(Arc::default(), hold))
}
