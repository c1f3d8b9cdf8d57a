//! What the flawed servers of this lab share: the names that they use, and the routes around the piece that they
//! replace.

pub use tokio::sync::oneshot;

pub use crate::flawed::support::*;
pub(super) use crate::long_polling::{self, LastVersion, LongPolling, NewStatus, Snapshot, no_change};

/// The state of a new model answer.
pub fn lab(hold: Duration) -> LongPolling {
    LongPolling::new(hold, never_stopping())
}

/// The model answer itself, for a flaw that is around it.
pub fn model_answer(hold: Duration) -> Router {
    finish(long_polling::router(lab(hold)))
}

/// The routes of the model answer around other handlers.
pub fn routes<S: Clone + Send + Sync + 'static>(
    poll: MethodRouter<S>,
    update: MethodRouter<S>,
    read: MethodRouter<S>,
    state: S,
) -> Router {
    let routes = Router::new()
        .route("/", get(long_polling::page))
        .route("/status", read)
        .route("/poll-status", poll)
        .route("/update-status", update);
    finish(routes.with_state(state))
}

/// The model answer with its page changed: each text of it that is named, by the one that stands beside it.
pub fn with_page(changes: &[(&str, &str)], lab: LongPolling) -> Router {
    let mut page = long_polling::PAGE.to_owned();
    for (before, after) in changes {
        assert_eq!(page.matches(before).count(), 1, "the page has once: {before}");
        page = page.replace(before, after);
    }
    let routes = Router::new()
        .route("/", get(|| async { Html(page) }))
        .route("/status", get(long_polling::read))
        .route("/poll-status", get(long_polling::poll))
        .route("/update-status", post(long_polling::update));
    finish(routes.with_state(lab))
}

/// The model answer with another way to poll.
pub fn with_poll(poll: MethodRouter<LongPolling>, lab: LongPolling) -> Router {
    routes(poll, post(long_polling::update), get(long_polling::read), lab)
}

/// The model answer with another way to update.
pub fn with_update(update: MethodRouter<LongPolling>, lab: LongPolling) -> Router {
    routes(get(long_polling::poll), update, get(long_polling::read), lab)
}

/// Answers with the news, or with 'no change' if the hold ends first.
pub async fn within(hold: Duration, news: impl Future<Output = Snapshot>) -> Response {
    match tokio::time::timeout(hold, news).await {
        Ok(news) => Json(news).into_response(),
        Err(_) => no_change(),
    }
}

/// The news from a waiting list. A waiter that the list has dropped waits for ever.
pub async fn news_from(list: oneshot::Receiver<Snapshot>) -> Snapshot {
    match list.await {
        Ok(news) => news,
        Err(_) => std::future::pending().await,
    }
}

/// A task and the list of the polls that wait for it, under one lock: the other usual way to write this lab.
#[derive(Default)]
pub struct Board {
    pub now: Snapshot,
    pub waiters: Vec<oneshot::Sender<Snapshot>>,
}

impl Board {
    /// Changes the state and wakes no poll.
    pub fn advance(&mut self, status: String) -> Snapshot {
        self.now = Snapshot { status, version: self.now.version + 1 };
        self.now.clone()
    }
}

/// A board, and how long its polls are held.
#[derive(Clone)]
pub struct Hall {
    board: Arc<Mutex<Board>>,
    hold: Duration,
}

impl Hall {
    pub fn new(hold: Duration) -> Self {
        Self { board: Arc::default(), hold }
    }

    pub fn board(&self) -> MutexGuard<'_, Board> {
        self.board.lock().expect("nobody panics while holding the board")
    }
}

/// The routes around a board that is updated in another way.
pub fn with_board_update(update: MethodRouter<Hall>, hold: Duration) -> Router {
    let read = async |State(hall): State<Hall>| Json(hall.board().now.clone());
    routes(get(poll_board), update, get(read), Hall::new(hold))
}

/// Looks at the state and joins the list under one lock, so no update can fall between the two.
async fn poll_board(State(hall): State<Hall>, LastVersion(known): LastVersion) -> Response {
    let (waiter, list) = oneshot::channel();
    {
        let mut board = hall.board();
        if board.now.version != known {
            return Json(board.now.clone()).into_response();
        }
        board.waiters.retain(|other| !other.is_closed());
        board.waiters.push(waiter);
    }
    within(hall.hold, news_from(list)).await
}
