//! The quote is made once, when a client comes, and the loop sends it again and again: the page never changes, and
//! nobody can tell whether the stream works. Draw the price inside the loop.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "one-quote-for-ever",
    row: "",
    lab: "sse",
    fails: &["quote-never-changes"],
    may_fail: &[],
    source: include_str!("one_quote_for_ever.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

async fn stream(State(lab): State<Quotes>) -> Response {
    let mut first = None;
    event_stream(quotes(&lab).map(move |quote| event(first.get_or_insert(quote).clone())))
}

fn app(interval: Duration) -> Router {
    with_stream(get(stream), interval)
}
