//! An update whose JSON is not an object ('null', a list, a number) raises an exception that is not caught,
//! because the code reads a field of it at once: the client is told '500 Internal Server Error'. Check first
//! whether it is an object, and answer '400' if it is not.

use serde_json::Value;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "crashes-on-other-json",
    row: "D068",
    lab: "long-polling",
    fails: &["odd-body-5xx"],
    may_fail: &[],
    source: include_str!("crashes_on_other_json.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn update(lab: State<LongPolling>, Json(body): Json<Value>) -> Response {
    let Value::Object(fields) = body else {
        // What a framework answers after an exception that the code does not catch.
        return (StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error").into_response();
    };
    match fields.get("status") {
        Some(Value::String(text)) if !text.trim().is_empty() => {
            long_polling::update(lab, NewStatus(text.clone())).await.into_response()
        }
        _ => Problem::malformed("status", "'status' must be a text").into_response(),
    }
}

fn app(hold: Duration) -> Router {
    with_update(post(update), lab(hold))
}
