//! The server takes WebSockets only, with 'transports: ["websocket"]', and the page calls 'io()' without the same
//! option. The usual client begins with HTTP polling, is answered 400, and never connects. Leave the option away, or
//! give it to both.

use axum::middleware::{Next, from_fn};

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "websocket-only",
    row: "",
    lab: "socketio",
    fails: &["needs-websocket-option"],
    may_fail: &[],
    source: include_str!("websocket_only.rs"),
    serve: |listener, time| run(listener, time, app),
};

/// What Node's server answers; socketioxide says less.
async fn refuse_polling(request: Request, next: Next) -> Response {
    if request.uri().query().is_some_and(|query| query.contains("transport=polling")) {
        let why = json!({ "code": 0, "message": "Transport unknown" });
        return (StatusCode::BAD_REQUEST, Json(why)).into_response();
    }
    next.run(request).await
}

fn app(_: Duration) -> Router {
    let engine = Engine::start(builder(Others::default()).transports([TransportType::Websocket]));
    engine.io.ns("/", chat::connect);
    routes(get(socketio::page), engine).layer(from_fn(refuse_polling))
}
