//! After each answer the page sleeps for a second before it asks again. In that time no poll waits, so that a
//! change is heard of a second late.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-pauses",
    row: "D048",
    lab: "long-polling-page",
    fails: &["repoll-late", "stops-after-hold"],
    may_fail: &[],
    source: include_str!("page_pauses.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(&[("        failures = 0;\n", "        failures = 0;\n        await sleep(1_000);\n")], lab(hold))
}
