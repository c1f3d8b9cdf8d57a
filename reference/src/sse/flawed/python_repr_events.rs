//! The data is a Python dictionary as 'str' shows it, with single quotes, and that is not JSON: JSON.parse
//! throws on every event, and the page stays empty. Use 'json.dumps'.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "python-repr-events",
    row: "D063",
    lab: "sse",
    fails: &["data-not-json"],
    may_fail: &[],
    source: include_str!("python_repr_events.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_events(interval, |quote| format!("data: {}\n\n", quote.to_string().replace('"', "'")))
}
