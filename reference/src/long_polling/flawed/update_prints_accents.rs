//! The update prints the new status to a console that knows no accents: for "Terminée" and "Échec" that raises an
//! exception (`UnicodeEncodeError`), and a valid update is answered '500'. Let nothing that can fail stand in the way
//! of an update, or set `PYTHONIOENCODING=utf-8`.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "update-prints-accents",
    row: "",
    lab: "long-polling",
    fails: &["update-fails"],
    may_fail: &[],
    source: include_str!("update_prints_accents.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

const EXCEPTION: &str = "UnicodeEncodeError: 'ascii' codec can't encode character '\\xe9' in position 7";

async fn update(lab: State<LongPolling>, NewStatus(status): NewStatus) -> Response {
    if !status.is_ascii() {
        let page =
            format!("<!doctype html>\n<title>{EXCEPTION} // Werkzeug Debugger</title>\n<h1>UnicodeEncodeError</h1>");
        return (StatusCode::INTERNAL_SERVER_ERROR, axum::response::Html(page)).into_response();
    }
    long_polling::update(lab, NewStatus(status)).await.into_response()
}

fn app(hold: Duration) -> Router {
    with_update(post(update), lab(hold))
}
