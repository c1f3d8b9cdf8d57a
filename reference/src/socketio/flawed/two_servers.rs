//! The line 'new Server(httpServer)' stands there twice, as when one file was pasted into another: the second one
//! answers all clients, and the handlers belong to the first. A client connects, and nothing that it sends has any
//! effect. Keep one of the two.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "two-servers",
    row: "",
    lab: "socketio",
    fails: &["message-not-delivered"],
    may_fail: &[],
    source: include_str!("two_servers.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn app(_: Duration) -> Router {
    let with_handlers = Engine::start(builder(Others::default()));
    with_handlers.io.ns("/", chat::connect);
    let answering = Engine::start(builder(Others::default()));
    answering.io.ns("/", async || {});
    routes(get(socketio::page), answering)
}
