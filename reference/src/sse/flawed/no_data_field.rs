//! The JSON is sent as it is, without 'data:' before it. A line that does not begin with the name of a field
//! is ignored, so a browser sees empty events and dispatches none. Write 'data: ' before the JSON.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "no-data-field",
    row: "D084",
    lab: "sse",
    fails: &["nothing-dispatched"],
    may_fail: &[],
    source: include_str!("no_data_field.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_events(interval, |quote| format!("{quote}\n\n"))
}
