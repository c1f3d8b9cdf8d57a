//! The debugger of the framework is left on: anyone who opens '/console' finds a place to type Python that
//! runs on this machine, and each error shows the source. That helps while you work on your own computer,
//! and nowhere else: let the environment switch it on, not the code.

use axum::response::Html;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "debugger-open",
    row: "D028",
    lab: "long-polling",
    fails: &["debug-mode"],
    may_fail: &[],
    source: include_str!("debugger_open.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

/// As much of Werkzeug's console as is needed to recognise it; nothing can be run here.
async fn console() -> Html<&'static str> {
    Html("<!doctype html><title>Console // Werkzeug Debugger</title><script>var EVALEX = true;</script>")
}

fn app(hold: Duration) -> Router {
    model_answer(hold).route("/console", get(console))
}
