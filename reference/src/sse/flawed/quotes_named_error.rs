//! Events are named 'error', a name that an EventSource has for its own use: the page's onerror is called with each
//! quote, as if the connection were lost. Choose another name.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "quotes-named-error",
    row: "",
    lab: "sse",
    fails: &["event-named-error"],
    may_fail: &[],
    source: include_str!("quotes_named_error.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_events(interval, |quote| format!("event: error\n{}", event(quote)))
}
