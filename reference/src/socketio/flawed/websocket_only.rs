//! The server takes WebSockets only, with 'transports: ["websocket"]', and the page calls 'io()' without the same
//! option. The usual client begins with HTTP polling, is answered 400, and never connects. Leave the option away, or
//! give it to both.

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

fn app(_: Duration) -> Router {
    let engine = Engine::start(builder(Others::default()).transports([TransportType::Websocket]));
    engine.io.ns("/", chat::connect);
    routes(get(socketio::page), engine)
}
