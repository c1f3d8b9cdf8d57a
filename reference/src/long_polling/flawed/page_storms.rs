//! After an error the page asks again at once, hundreds of times a second: a server that has just failed is kept
//! from coming back by each tab that is open.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-storms",
    row: "D044",
    lab: "long-polling-page",
    fails: &["error-storm"],
    may_fail: &[],
    source: include_str!("page_storms.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(&[("        await sleep(delay);\n", "        await sleep(5);\n")], lab(hold))
}
