//! Whatever is written in the field, the page sends the same status: it stands in the script.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-sends-one-status",
    row: "D112",
    lab: "long-polling-page",
    fails: &["control-value"],
    may_fail: &[],
    source: include_str!("page_sends_one_status.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(&[("status: element(\"new-status\").value", "status: \"Terminée\"")], lab(hold))
}
