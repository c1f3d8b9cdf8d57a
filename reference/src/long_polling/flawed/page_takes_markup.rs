//! The status is written with `innerHTML`: whoever may change it runs a script in the page of everybody else.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-takes-markup",
    row: "D056",
    lab: "long-polling-page",
    fails: &["markup-executed"],
    may_fail: &[],
    source: include_str!("page_takes_markup.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(
        &[("    element(\"status\").textContent = status;\n", "    element(\"status\").innerHTML = status;\n")],
        lab(hold),
    )
}
