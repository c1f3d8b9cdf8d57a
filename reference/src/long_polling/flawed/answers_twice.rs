//! The timer that ends the hold keeps running after an update has already answered the poll. When it
//! fires, the same poll is answered a second time, and that error ends the whole server: one hold
//! after a client was woken, the port refuses every connection. Clear the timer when you answer.

use std::{
    process,
    sync::atomic::{AtomicBool, Ordering},
};

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "answers-twice",
    row: "D057",
    lab: "long-polling",
    fails: &["server-died"],
    may_fail: &[],
    source: include_str!("answers_twice.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn poll(State(lab): State<LongPolling>, LastVersion(known): LastVersion) -> Response {
    let now = lab.task.current();
    if now.version != known {
        return Json(now).into_response();
    }
    let answered = Arc::new(AtomicBool::new(false));
    tokio::spawn(end_of_hold(lab.hold, answered.clone()));
    let news = async {
        let news = lab.task.other_than(known).await;
        // Here the timer should be cleared.
        answered.store(true, Ordering::SeqCst);
        news
    };
    within(lab.hold, news).await
}

/// The timer's own answer. If the poll is answered already, it raises an error that nothing catches.
async fn end_of_hold(hold: Duration, answered: Arc<AtomicBool>) {
    sleep(hold).await;
    if answered.load(Ordering::SeqCst) {
        eprintln!("ERR_HTTP_HEADERS_SENT: cannot set headers after they are sent to the client");
        process::exit(1);
    }
}

fn app(hold: Duration) -> Router {
    with_poll(get(poll), lab(hold))
}
