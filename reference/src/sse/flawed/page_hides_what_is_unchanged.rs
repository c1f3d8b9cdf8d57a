//! A quote whose change is zero is taken for none, as with `if (data.change)`: its price is not shown, though it may be the
//! first of the day.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-hides-what-is-unchanged",
    row: "D033",
    lab: "sse-page",
    fails: &["zero-change-hidden"],
    may_fail: &[],
    source: include_str!("page_hides_what_is_unchanged.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_page(&[("    const now = new Date();\n", "    if (!change) return;\n    const now = new Date();\n")], interval)
}
