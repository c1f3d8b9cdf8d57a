//! The page asks another machine for the stream, by the whole address that it had when it was written. Whoever opens the
//! page of this server hears nothing. The path alone, `/stream`, is right on every machine.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-asks-elsewhere",
    row: "D051",
    lab: "sse-page",
    fails: &["stream-not-opened"],
    may_fail: &[],
    source: include_str!("page_asks_elsewhere.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_page(&[("new EventSource(\"/stream\")", "new EventSource(\"http://cours.example/stream\")")], interval)
}
