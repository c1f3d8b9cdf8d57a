//! The update carries its status under a name that the server does not read.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-sends-another-field",
    row: "",
    lab: "long-polling-page",
    fails: &["control-missing"],
    may_fail: &[],
    source: include_str!("page_sends_another_field.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(&[("JSON.stringify({ status: element", "JSON.stringify({ newStatus: element")], lab(hold))
}
