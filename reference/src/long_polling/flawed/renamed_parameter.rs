//! The poll reads its parameter under the name 'lastVersion', but the lab says 'last_version'. A client
//! written from the text is never held: the server sees no version, takes it for a newcomer, and
//! answers at once each time. Use the name that both sides agreed on.

use std::collections::HashMap;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "renamed-parameter",
    row: "D042",
    lab: "long-polling",
    fails: &["parameter-renamed"],
    may_fail: &[],
    source: include_str!("renamed_parameter.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn poll(lab: State<LongPolling>, Query(parameters): Query<HashMap<String, String>>) -> Response {
    match parameters.get("lastVersion").map_or(Ok(0), |text| text.parse()) {
        Ok(known) => long_polling::poll(lab, LastVersion(known)).await,
        Err(_) => Problem::malformed("lastVersion", "'lastVersion' must be a number").into_response(),
    }
}

fn app(hold: Duration) -> Router {
    with_poll(get(poll), lab(hold))
}
