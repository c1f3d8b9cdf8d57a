//! The first answer only sets the version: the status that the server has already is not shown until the next
//! change, which may be hours away.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-hides-the-first-state",
    row: "",
    lab: "long-polling-page",
    fails: &["initial-not-shown"],
    may_fail: &[],
    source: include_str!("page_hides_the_first_state.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(
        &[(
            "    element(\"status\").textContent = status;\n",
            "    if (element(\"version\").textContent !== \"Version inconnue\") element(\"status\").textContent = status;\n",
        )],
        lab(hold),
    )
}
