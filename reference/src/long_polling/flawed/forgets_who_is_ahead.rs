//! A poll with the current version is held and one that is behind is answered, but a version that is higher than the
//! server's is neither, and is never answered. After a restart the server counts from the beginning, and every page that
//! was open knows a higher version: all of them wait for ever. Answer whoever has another version, not only a lower one.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "forgets-who-is-ahead",
    row: "D055",
    lab: "long-polling",
    fails: &["hold-never-ends"],
    may_fail: &[],
    source: include_str!("forgets_who_is_ahead.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn poll(State(lab): State<LongPolling>, LastVersion(known): LastVersion) -> Response {
    if known > lab.task.current().version {
        return std::future::pending().await;
    }
    tokio::select! {
        news = lab.task.other_than(known) => Json(news).into_response(),
        () = sleep(lab.hold) => no_change(),
    }
}

fn app(hold: Duration) -> Router {
    with_poll(get(poll), lab(hold))
}
