//! The page shows an answer only if its version is greater than the last: after a restart of the server, whose counter
//! begins again, it shows the old status until the counter has caught up.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-shows-only-newer",
    row: "D106",
    lab: "long-polling-page",
    fails: &["restart-not-shown"],
    may_fail: &[],
    source: include_str!("page_shows_only_newer.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(&[("state.version !== lastVersion", "state.version > lastVersion")], lab(hold))
}
