//! Whether a price rises or falls cannot be seen: no colour, no arrow, and the amount has lost its sign.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-without-directions",
    row: "D093",
    lab: "sse-page",
    fails: &["up-down-not-shown"],
    may_fail: &[],
    source: include_str!("page_without_directions.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_page(
        &[
            ("`${arrow} ${signedAmount.format(change)} (${word})`", "signedAmount.format(Math.abs(change)).slice(1)"),
            ("    part(\".change\").className = `change ${style}`;\n", ""),
        ],
        interval,
    )
}
