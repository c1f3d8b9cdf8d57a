//! There is a stream, but no page at '/' that would show it: a browser that opens the server gets an error.
//! Serve the page from the same server; then it needs no other address, and no CORS either.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "no-page",
    row: "",
    lab: "sse",
    fails: &["page-missing"],
    may_fail: &[],
    source: include_str!("no_page.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    finish(Router::new().route("/stream", get(sse::stream)).with_state(lab(interval)))
}
