//! The first event that cannot be read takes the handler away, and with it all that follow. Ignore that one event, and
//! go on.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-gives-up-at-a-bad-event",
    row: "D016",
    lab: "sse-page",
    fails: &["bad-event-fatal"],
    may_fail: &[],
    source: include_str!("page_gives_up_at_a_bad_event.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_page(
        &[("        console.warn(\"Événement ignoré :\", error.message, data);", "        source.onmessage = null;")],
        interval,
    )
}
