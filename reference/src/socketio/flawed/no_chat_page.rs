//! Socket.IO answers, but there is no page at '/' that would use it: a browser that opens the server gets an error.
//! Serve the page from the same server; then its script needs no address, and no CORS either.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "no-chat-page",
    row: "",
    lab: "socketio",
    fails: &["chat-page-missing"],
    may_fail: &[],
    source: include_str!("no_chat_page.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn app(_: Duration) -> Router {
    let engine = Engine::start(builder(Others::default()));
    engine.io.ns("/", chat::connect);
    finish(engine.route)
}
