//! The first update ends the whole server: it writes to an answer that is complete already, or raises where nothing
//! catches it. Until then all looks well, and afterwards the port refuses every connection. The last line of its console
//! says why.

use std::process;

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "dies-on-an-update",
    row: "",
    lab: "long-polling",
    fails: &["server-died"],
    may_fail: &[],
    source: include_str!("dies_on_an_update.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn update(NewStatus(_): NewStatus) -> StatusCode {
    eprintln!("TypeError: waiting.forEach is not a function");
    process::exit(1)
}

fn app(hold: Duration) -> Router {
    with_update(post(update), lab(hold))
}
