//! Who asks gets the status whole; who waits for it gets it in Latin-1, since that answer is written by other code:
//! 'Terminée' is shown as 'Termin\u{fffd}e' on every page that was open when it changed, and comes right when the page is
//! loaded again. Write both answers with one function.

use axum::body::Bytes;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "wakes-in-latin-1",
    row: "D112",
    lab: "long-polling",
    fails: &["status-mangled"],
    may_fail: &[],
    source: include_str!("wakes_in_latin_1.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

/// JSON as bytes of Latin-1.
fn in_latin_1(news: &Snapshot) -> Bytes {
    let json = serde_json::to_string(news).unwrap_or_default();
    json.chars().map(|char| u8::try_from(char).unwrap_or(b'?')).collect()
}

async fn poll(State(lab): State<LongPolling>, LastVersion(known): LastVersion) -> Response {
    let now = lab.task.current();
    if now.version != known {
        return Json(now).into_response();
    }
    match tokio::time::timeout(lab.hold, lab.task.other_than(known)).await {
        Ok(news) => ([("content-type", "application/json")], in_latin_1(&news)).into_response(),
        Err(_) => no_change(),
    }
}

fn app(hold: Duration) -> Router {
    with_poll(get(poll), lab(hold))
}
