//! The form that changes the status is there and cannot be seen: the page only shows what others changed.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-without-control",
    row: "",
    lab: "long-polling-page",
    fails: &["control-missing"],
    may_fail: &[],
    source: include_str!("page_without_control.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(&[("<form id=\"update\">", "<form id=\"update\" hidden>")], lab(hold))
}
