//! The page asks for a WebSocket, and the path answers as for any other request: the server that speaks WebSocket was
//! never attached to the HTTP server. The browser's console says that the connection failed. In Node,
//! `new WebSocketServer({ server })` does it; with Express, `app.listen(...)` returns the server to be given there.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "websocket-refused",
    row: "",
    lab: "websocket",
    fails: &["websocket-unreachable"],
    may_fail: &[],
    source: include_str!("websocket_refused.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn app(_: Duration) -> Router {
    routes(get("Bonjour"), get("Bonjour"))
}
