//! The page listens to one event and then no more, as with `{ once: true }`: it shows the first price for ever.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "page-hears-one-event",
    row: "",
    lab: "sse-page",
    fails: &["quote-not-updated"],
    may_fail: &[],
    source: include_str!("page_hears_one_event.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_page(
        &[(
            "    source.onmessage = ({ data }) => {\n",
            "    source.onmessage = ({ data }) => {\n      source.onmessage = null;\n",
        )],
        interval,
    )
}
