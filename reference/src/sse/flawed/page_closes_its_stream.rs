//! When the connection is lost, the page closes the stream: the browser, which would have come back by itself, may not.
//! The prices stand still from then on.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-closes-its-stream",
    row: "D061",
    lab: "sse-page",
    fails: &["reconnects-badly"],
    may_fail: &[],
    source: include_str!("page_closes_its_stream.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_page(
        &[("    source.onerror = () => {\n", "    source.onerror = () => {\n      source.close();\n      return;\n")],
        interval,
    )
}
