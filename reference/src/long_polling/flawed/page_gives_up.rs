//! The first error ends the loop: after a moment without a network, or after the server was started anew, the page
//! shows an old status and never asks again.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-gives-up",
    row: "D071",
    lab: "long-polling-page",
    fails: &["gives-up-on-error"],
    may_fail: &[],
    source: include_str!("page_gives_up.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(&[("        await sleep(delay);\n", "        return;\n")], lab(hold))
}
