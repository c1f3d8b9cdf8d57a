//! An update that isn't JSON, or has no status in it, raises an exception that is not caught: the client reads
//! '500 Internal Server Error', as if the server were broken, and not '400', which would say that the request
//! was. Check what arrives before you use it.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "crashes-on-bad-update",
    row: "D018",
    lab: "long-polling",
    fails: &["bad-update-accepted"],
    may_fail: &[],
    source: include_str!("crashes_on_bad_update.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn update(lab: State<LongPolling>, input: Result<NewStatus, Problem>) -> Response {
    match input {
        Ok(status) => long_polling::update(lab, status).await.into_response(),
        // What a framework answers after an exception that the code does not catch.
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error").into_response(),
    }
}

fn app(hold: Duration) -> Router {
    with_update(post(update), lab(hold))
}
