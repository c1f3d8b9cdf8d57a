//! The button looks for a field that has another name: the exception comes before anything is sent.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-throws-when-used",
    row: "",
    lab: "long-polling-page",
    fails: &["control-missing"],
    may_fail: &[],
    source: include_str!("page_throws_when_used.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(&[("status: element(\"new-status\").value", "status: element(\"newStatus\").value")], lab(hold))
}
