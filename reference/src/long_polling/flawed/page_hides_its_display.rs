//! The status is written into an element that nobody can see.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-hides-its-display",
    row: "",
    lab: "long-polling-page",
    fails: &["change-not-shown"],
    may_fail: &[],
    source: include_str!("page_hides_its_display.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

fn app(hold: Duration) -> Router {
    with_page(&[("<p id=\"status\" aria-live", "<p id=\"status\" style=\"display: none\" aria-live")], lab(hold))
}
