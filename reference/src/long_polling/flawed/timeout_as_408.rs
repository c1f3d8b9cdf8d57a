//! A hold that ends without a change is answered '408 Request Timeout', which means that the client
//! was too slow to send its request. But nothing went wrong: this is the most ordinary answer of a
//! long poll, and clients treat a 4xx as an error. Say 204, or 200 with an empty object.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "timeout-as-408",
    row: "D085",
    lab: "long-polling",
    fails: &["no-change-unclear"],
    may_fail: &[],
    source: include_str!("timeout_as_408.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn poll(lab: State<LongPolling>, known: LastVersion) -> Response {
    let answer = long_polling::poll(lab, known).await;
    if answer.status() == StatusCode::NO_CONTENT {
        return Problem::new(StatusCode::REQUEST_TIMEOUT, "last_version", "nothing changed in time").into_response();
    }
    answer
}

fn app(hold: Duration) -> Router {
    with_poll(get(poll), lab(hold))
}
