//! A new status is shown after a second, for no reason but that it looks nice.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-shows-late",
    row: "",
    lab: "long-polling-page",
    fails: &["change-not-shown"],
    may_fail: &[],
    source: include_str!("page_shows_late.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(
        &[(
            "    element(\"status\").textContent = status;\n",
            "    setTimeout(() => { element(\"status\").textContent = status; }, 1_000);\n",
        )],
        lab(hold),
    )
}
