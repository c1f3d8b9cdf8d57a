//! The answers are JSON but declare that they are a page: 'Content-Type: text/html'. It works with a
//! client that parses whatever comes; others refuse it, and a browser that opens the address runs the
//! status as HTML. Answer with the framework's JSON function, or set 'application/json'.

use axum::{
    http::{HeaderValue, header::CONTENT_TYPE},
    middleware::map_response,
};

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "json-as-html",
    row: "D101",
    lab: "long-polling",
    fails: &["wrong-content-type"],
    may_fail: &[],
    source: include_str!("json_as_html.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn relabel(mut response: Response) -> Response {
    if let Some(kind) = response.headers_mut().get_mut(CONTENT_TYPE) {
        *kind = HeaderValue::from_static("text/html; charset=utf-8");
    }
    response
}

fn app(hold: Duration) -> Router {
    model_answer(hold).layer(map_response(relabel))
}
