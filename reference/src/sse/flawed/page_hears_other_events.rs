//! The server sends events without a name, and the page listens for those that are called `quote`: it is connected, and
//! hears nothing. `onmessage` hears events without a name, `addEventListener` those that have the one that it is given.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-hears-other-events",
    row: "D034",
    lab: "sse-page",
    fails: &["quote-not-shown"],
    may_fail: &[],
    source: include_str!("page_hears_other_events.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_page(&[("    source.onmessage = ({ data }) => {", "    source.onquote = ({ data }) => {")], interval)
}
