//! Each status is written behind the last ones: after the second change nobody can say which one counts.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-appends",
    row: "",
    lab: "long-polling-page",
    fails: &["change-not-shown"],
    may_fail: &[],
    source: include_str!("page_appends.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(
        &[("    element(\"status\").textContent = status;\n", "    element(\"status\").append(` ${status}`);\n")],
        lab(hold),
    )
}
