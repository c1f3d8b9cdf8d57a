//! Answers are kept for two seconds under the address that was asked, and given again to whoever asks the same: after an
//! update, a client whose version somebody else had a moment ago is told the state of before it. Clients with other
//! versions see the new one. Leave the poll out of the cache, or empty the cache in the update.

use std::{collections::HashMap, time::Instant};

use axum::http::Uri;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "answers-cached-by-address",
    row: "",
    lab: "long-polling",
    fails: &["answer-cached"],
    may_fail: &[],
    source: include_str!("answers_cached_by_address.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

/// How long an answer is given again.
const KEPT: Duration = Duration::from_secs(2);

type Cache = Arc<Mutex<HashMap<String, (Instant, Snapshot)>>>;

async fn poll(
    State(lab): State<LongPolling>,
    Extension(cache): Extension<Cache>,
    address: Uri,
    LastVersion(known): LastVersion,
) -> Response {
    let cached = || cache.lock().expect("nobody panics here");
    let kept = cached().get(&address.to_string()).filter(|(at, _)| at.elapsed() < KEPT).cloned();
    if let Some((_, answer)) = kept {
        return Json(answer).into_response();
    }
    let news = async {
        let news = lab.task.other_than(known).await;
        cached().insert(address.to_string(), (Instant::now(), news.clone()));
        news
    };
    within(lab.hold, news).await
}

fn app(hold: Duration) -> Router {
    with_poll(get(poll), lab(hold)).layer(Extension(Cache::default()))
}
