//! The page writes each event as it comes, in one place: what is seen is JSON, and only of the last symbol.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-prints-the-event",
    row: "",
    lab: "sse-page",
    fails: &["quotes-overwrite"],
    may_fail: &[],
    source: include_str!("page_prints_the_event.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_page(&[("        showQuote(readQuote(data));", "        element(\"quotes\").textContent = data;")], interval)
}
