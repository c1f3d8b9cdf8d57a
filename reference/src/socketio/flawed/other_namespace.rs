//! The server listens in the namespace '/salons' with 'io.of("/salons")', and the page connects to '/' with 'io()': it
//! is refused with 'Invalid namespace'. Both must name the same one.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "other-namespace",
    row: "",
    lab: "socketio",
    fails: &["sio-unreachable"],
    may_fail: &[],
    source: include_str!("other_namespace.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn app(_: Duration) -> Router {
    let engine = Engine::start(builder(Others::default()));
    engine.io.ns("/salons", chat::connect);
    routes(get(socketio::page), engine)
}
