//! After three errors one after another the page has tried often enough, as it finds, and never asks again: a server
//! that is away for a quarter of a minute has lost all its clients.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-gives-up-after-three",
    row: "D071",
    lab: "long-polling-page",
    fails: &["gives-up-on-error"],
    may_fail: &["malformed-not-survived"],
    source: include_str!("page_gives_up_after_three.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(
        &[("        await sleep(delay);\n", "        if (failures >= 3) return;\n        await sleep(delay);\n")],
        lab(hold),
    )
}
