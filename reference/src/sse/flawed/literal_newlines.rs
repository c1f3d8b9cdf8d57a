//! The newlines are written as a backslash and an 'n', as in a raw string: the whole stream is one line that
//! never ends, and no event comes of it. In the source, '\n' must stand in a string that knows escapes.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "literal-newlines",
    row: "D040",
    lab: "sse",
    fails: &["nothing-dispatched"],
    may_fail: &[],
    source: include_str!("literal_newlines.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_events(interval, |quote| format!(r"data: {quote}\n\n"))
}
