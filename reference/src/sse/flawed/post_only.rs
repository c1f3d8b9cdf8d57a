//! The stream answers to POST only. An EventSource can only send GET: it is refused with 405, and gives up
//! for good. Reading changes nothing, so it is a GET.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "post-only",
    row: "D109",
    lab: "sse",
    fails: &["stream-unreachable"],
    may_fail: &[],
    source: include_str!("post_only.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_stream(post(sse::stream), interval)
}
