//! When the connection is lost, the page opens a new stream and leaves the old one, which the browser opens again by
//! itself: after the first interruption there are two, after the second four, and after the third no connection is left.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-opens-one-more-stream",
    row: "D061",
    lab: "sse-page",
    fails: &["reconnects-badly"],
    may_fail: &[],
    source: include_str!("page_opens_one_more_stream.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_page(
        &[("    source.onerror = () => {\n", "    source.onerror = () => {\n      connect();\n      return;\n")],
        interval,
    )
}
