//! Every answer of the poll says 'Cache-Control: max-age=60', as the files of the page do. A browser believes it: it
//! gives the page the 'no change' that it has kept, at once and without asking the server, so that the page asks again
//! without a pause and sees no update for a minute. Send 'no-store' with what is asked again and again.

use axum::http::{HeaderValue, header::CACHE_CONTROL};

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "cacheable-polls",
    row: "",
    lab: "long-polling",
    fails: &["answer-cacheable"],
    may_fail: &[],
    source: include_str!("cacheable_polls.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn poll(lab: State<LongPolling>, known: LastVersion) -> Response {
    let mut answer = long_polling::poll(lab, known).await;
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("max-age=60"));
    answer
}

fn app(hold: Duration) -> Router {
    with_poll(get(poll), lab(hold))
}
