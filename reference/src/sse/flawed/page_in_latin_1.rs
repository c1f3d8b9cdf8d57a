//! The page says that it is UTF-8, and its file was saved as Latin-1: a browser shows 'March\u{fffd}' for 'Marché'. Save it
//! as UTF-8, which every editor can, and read it as that.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-in-latin-1",
    row: "",
    lab: "sse",
    fails: &["page-missing"],
    may_fail: &[],
    source: include_str!("page_in_latin_1.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

async fn page() -> Response {
    let page: &[u8] = b"<!doctype html><meta charset=\"utf-8\"><title>March\xe9</title><h1>Le march\xe9</h1>";
    ([("content-type", "text/html; charset=utf-8")], page).into_response()
}

fn app(interval: Duration) -> Router {
    routes(get(page), get(sse::stream), lab(interval))
}
