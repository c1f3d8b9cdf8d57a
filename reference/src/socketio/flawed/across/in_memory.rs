//! Redis runs and nobody uses it: each instance knows its own clients only, so two people on two instances never read each
//! other. Publish each message, subscribe to what the others publish, and give that to the clients of this instance.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "in-memory",
    row: "",
    lab: "socketio-redis",
    fails: &["not-across"],
    may_fail: &[],
    source: include_str!("in_memory.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn app(_: Duration) -> Router {
    model_answer()
}
