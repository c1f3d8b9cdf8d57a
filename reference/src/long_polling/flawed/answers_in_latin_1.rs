//! The answers are JSON in Latin-1, and their type says so. JSON is UTF-8 and nothing else, and response.json() of a
//! browser does not look at the type: 'Terminée' is shown as 'Termin\u{fffd}e', 'Échec' as '\u{fffd}chec'. Let the
//! framework write the JSON, and do not encode it yourself.

use axum::{body::to_bytes, http::header::CONTENT_TYPE};

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "answers-in-latin-1",
    row: "D112",
    lab: "long-polling",
    fails: &["status-mangled"],
    may_fail: &[],
    source: include_str!("answers_in_latin_1.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn poll(lab: State<LongPolling>, known: LastVersion) -> Response {
    let answer = long_polling::poll(lab, known).await;
    if answer.status() != StatusCode::OK {
        return answer;
    }
    let body = to_bytes(answer.into_body(), 16 * 1024).await.unwrap_or_default();
    let latin_1: Vec<u8> =
        String::from_utf8_lossy(&body).chars().map(|char| u8::try_from(char).unwrap_or(b'?')).collect();
    ([(CONTENT_TYPE, "application/json; charset=iso-8859-1")], latin_1).into_response()
}

fn app(hold: Duration) -> Router {
    with_poll(get(poll), lab(hold))
}
