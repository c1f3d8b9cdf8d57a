//! The page reads JSON out of every answer, and the one that ends a hold has none: the exception is taken for an error
//! of the network, and the page pauses for three seconds after each hold.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-takes-204-for-an-error",
    row: "D053",
    lab: "long-polling-page",
    fails: &["stops-after-hold"],
    may_fail: &[],
    source: include_str!("page_takes_204_for_an_error.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(
        &[
            (
                "const data = response.status === 204 ? null : await response.json();",
                "const data = await response.json();",
            ),
            ("        await sleep(delay);\n", "        await sleep(3_000);\n"),
        ],
        lab(hold),
    )
}
