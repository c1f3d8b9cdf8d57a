//! The answer is a Python dictionary as 'print' shows it, {'status': 'En attente', 'version': 1}, and
//! not JSON, which wants double quotes: no client can parse it. Use 'jsonify' or 'json.dumps', not
//! 'str'.

use axum::{
    body::{Body, to_bytes},
    http::header::{CONTENT_LENGTH, CONTENT_TYPE},
    middleware::map_response,
};

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "python-repr",
    row: "D102",
    lab: "long-polling",
    fails: &["state-not-json"],
    may_fail: &[],
    source: include_str!("python_repr.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn print_as_python(response: Response) -> Response {
    let is_json = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind == "application/json");
    if !is_json {
        return response;
    }
    let (mut head, body) = response.into_parts();
    let Ok(json) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    head.headers.remove(CONTENT_LENGTH);
    let printed = String::from_utf8_lossy(&json).replace('"', "'");
    Response::from_parts(head, Body::from(printed))
}

fn app(hold: Duration) -> Router {
    model_answer(hold).layer(map_response(print_as_python))
}
