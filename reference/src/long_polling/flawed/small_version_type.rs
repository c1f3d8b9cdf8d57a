//! The number in 'last_version' is converted without a check: one that is too big for its type, or is no number
//! at all, raises an exception, and the client reads '500 Internal Server Error'. Anyone can write anything
//! into an address: answer '400', or treat it as 0.

use std::collections::HashMap;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "small-version-type",
    row: "D110",
    lab: "long-polling",
    fails: &["odd-version-5xx"],
    may_fail: &[],
    source: include_str!("small_version_type.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn poll(lab: State<LongPolling>, Query(parameters): Query<HashMap<String, String>>) -> Response {
    let text = parameters.get("last_version").map_or("0", String::as_str);
    match text.parse::<u32>() {
        Ok(known) => long_polling::poll(lab, LastVersion(known.into())).await,
        // What a framework answers after an exception that the code does not catch.
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error").into_response(),
    }
}

fn app(hold: Duration) -> Router {
    with_poll(get(poll), lab(hold))
}
