//! The page is there, but the script '/socket.io/socket.io.js' that it names is not: 'io is not defined' stands in the
//! console of the browser, and nothing on the page works. Open the console first whenever a page does nothing.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "client-not-served",
    row: "",
    lab: "socketio",
    fails: &["chat-page-missing"],
    may_fail: &[],
    source: include_str!("client_not_served.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn app(_: Duration) -> Router {
    let engine = Engine::start(builder(Others::default()));
    engine.io.ns("/", chat::connect);
    finish(Router::new().route("/", get(socketio::page)).merge(engine.route))
}
