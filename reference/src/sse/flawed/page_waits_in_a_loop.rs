//! A loop waits until the first quote is there. No event can come in before the loop ends, which it therefore never does,
//! and the whole tab hangs. Do in the handler what has to wait for the event.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-waits-in-a-loop",
    row: "",
    lab: "sse-page",
    fails: &["stream-page-dead"],
    may_fail: &[],
    source: include_str!("page_waits_in_a_loop.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_page(&[("  connect();\n", "  connect();\n  while (cards.size === 0);\n")], interval)
}
