//! At the end of a hold the page writes what it has read, and it has read nothing: the status gives way to “undefined”.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-forgets-when-a-hold-ends",
    row: "",
    lab: "long-polling-page",
    fails: &["stops-after-hold"],
    may_fail: &[],
    source: include_str!("page_forgets_when_a_hold_ends.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(
        &[(
            "    const state = response.status === 204",
            "    if (response.status === 204) element(\"status\").textContent = response.data?.status;\n    const state = response.status === 204",
        )],
        lab(hold),
    )
}
