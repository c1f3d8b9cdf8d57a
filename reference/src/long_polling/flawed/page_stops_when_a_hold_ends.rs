//! The answer without a body that ends a hold ends the loop too: after the first 25 s in which nothing changes, the
//! page hears of nothing any more.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-stops-when-a-hold-ends",
    row: "D053",
    lab: "long-polling-page",
    fails: &["stops-after-hold"],
    may_fail: &[],
    source: include_str!("page_stops_when_a_hold_ends.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(
        &[(
            "    const state = response.status === 204",
            "    if (response.status === 204) await new Promise(() => {});\n    const state = response.status === 204",
        )],
        lab(hold),
    )
}
