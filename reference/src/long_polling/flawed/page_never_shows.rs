//! The page reads each answer and keeps the version, and never writes the status into the document. It looks
//! alive, since its line about the connection moves; whoever waits for a status waits for ever.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-never-shows",
    row: "",
    lab: "long-polling-page",
    fails: &["change-not-shown"],
    may_fail: &[],
    source: include_str!("page_never_shows.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(&[("    element(\"status\").textContent = status;\n", "")], lab(hold))
}
