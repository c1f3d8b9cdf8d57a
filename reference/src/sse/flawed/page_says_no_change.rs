//! The page shows the price and an arrow, and never by how much it has changed, though each event says it.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-says-no-change",
    row: "",
    lab: "sse-page",
    fails: &["change-not-displayed"],
    may_fail: &[],
    source: include_str!("page_says_no_change.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_page(&[("`${arrow} ${signedAmount.format(change)} (${word})`", "`${arrow} (${word})`")], interval)
}
