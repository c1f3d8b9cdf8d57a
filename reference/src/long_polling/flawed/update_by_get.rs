//! The status is changed by a GET, with the new status in the address; a POST is refused with 405. A GET
//! must change nothing: browsers fetch links ahead, caches answer in the server's place, robots follow
//! them, and each may change the state or keep the change from arriving. Use POST.

use std::collections::HashMap;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "update-by-get",
    row: "D116",
    lab: "long-polling",
    fails: &["update-not-by-post"],
    may_fail: &[],
    source: include_str!("update_by_get.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn update(lab: State<LongPolling>, Query(mut parameters): Query<HashMap<String, String>>) -> Response {
    match parameters.remove("status") {
        Some(status) if !status.trim().is_empty() => long_polling::update(lab, NewStatus(status)).await.into_response(),
        _ => Problem::malformed("status", "the parameter 'status' is missing").into_response(),
    }
}

fn app(hold: Duration) -> Router {
    with_update(get(update), lab(hold))
}
