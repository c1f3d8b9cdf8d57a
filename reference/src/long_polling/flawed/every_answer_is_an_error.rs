//! A variable that every handler needs was given another name, so that each of them raises an exception: whatever is
//! asked is answered with code 500. The server starts, and nothing of it works. Its console says which name it is.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "every-answer-is-an-error",
    row: "",
    lab: "long-polling",
    fails: &["update-fails", "state-not-json"],
    may_fail: &[],
    source: include_str!("every_answer_is_an_error.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn raises() -> Response {
    let page = "<!doctype html><title>NameError: name 'etat' is not defined</title><h1>Internal Server Error</h1>";
    (StatusCode::INTERNAL_SERVER_ERROR, [("content-type", "text/html")], page).into_response()
}

fn app(_: Duration) -> Router {
    Router::new().fallback(raises)
}
