//! Any value is stored as the status: a number, 'true', an object. Every client then gets that instead of a
//! text, and a page that expects words shows '[object Object]' or stops. Check the type of what arrives before
//! you store it.

use serde_json::Value;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "status-of-any-type",
    row: "D022",
    lab: "long-polling",
    fails: &["odd-status-stored"],
    may_fail: &[],
    source: include_str!("status_of_any_type.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn update(lab: State<LongPolling>, Json(body): Json<Value>) -> Response {
    let status = match body.get("status") {
        None => return Problem::malformed("status", "the field 'status' is missing").into_response(),
        Some(Value::String(text)) if text.trim().is_empty() => {
            return Problem::unacceptable("status", "'status' must not be blank").into_response();
        }
        Some(Value::String(text)) => text.clone(),
        // The type is not checked: any other value becomes a text, as in a template or in JavaScript.
        Some(other) => other.to_string(),
    };
    long_polling::update(lab, NewStatus(status)).await.into_response()
}

fn app(hold: Duration) -> Router {
    with_update(post(update), lab(hold))
}
