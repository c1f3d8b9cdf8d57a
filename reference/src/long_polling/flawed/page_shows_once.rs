//! Only the first status is shown: later ones are read, and go nowhere.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-shows-once",
    row: "",
    lab: "long-polling-page",
    fails: &["change-not-shown"],
    may_fail: &[],
    source: include_str!("page_shows_once.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(
        &[(
            "    element(\"status\").textContent = status;\n",
            "    if (element(\"status\").textContent === \"…\") element(\"status\").textContent = status;\n",
        )],
        lab(hold),
    )
}
