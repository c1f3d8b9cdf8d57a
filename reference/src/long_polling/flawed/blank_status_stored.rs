//! A status of nothing but spaces is stored, and every page shows an empty label. The test that refuses an
//! empty text does not see this one: take the spaces away before you check whether anything is left.

use serde_json::Value;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "blank-status-stored",
    row: "D023",
    lab: "long-polling",
    fails: &["odd-status-stored"],
    may_fail: &[],
    source: include_str!("blank_status_stored.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn update(lab: State<LongPolling>, Json(body): Json<Value>) -> Response {
    match body.get("status") {
        Some(Value::String(text)) if !text.is_empty() => {
            long_polling::update(lab, NewStatus(text.clone())).await.into_response()
        }
        _ => Problem::malformed("status", "'status' must be a text, and not empty").into_response(),
    }
}

fn app(hold: Duration) -> Router {
    with_update(post(update), lab(hold))
}
