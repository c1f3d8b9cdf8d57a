//! The JSON is indented over several lines, and only the first has 'data:' before it. The others are no field
//! and are ignored: the page gets '{' alone, and cannot parse it. Write it on one line, or 'data:' before each.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "pretty-printed",
    row: "D087",
    lab: "sse",
    fails: &["lines-ignored"],
    may_fail: &[],
    source: include_str!("pretty_printed.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_events(interval, |quote| format!("data: {quote:#}\n\n"))
}
