//! The page is answered with code 200 and the right type, and without a single byte: its handler makes the text and
//! forgets to return it. Whoever opens the server sees a white page. Look at what `curl` shows of it.

use super::support::*;
use axum::response::Html;

pub static FLAW: Flaw = Flaw {
    name: "empty-page",
    row: "",
    lab: "sse",
    fails: &["page-missing"],
    may_fail: &[],
    source: include_str!("empty_page.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

async fn page() -> Html<&'static str> {
    Html("")
}

fn app(interval: Duration) -> Router {
    routes(get(page), get(sse::stream), lab(interval))
}
