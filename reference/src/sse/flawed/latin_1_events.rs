//! The events are written in Latin-1. An event stream is UTF-8 and nothing else, whatever its head says, so
//! each accent arrives as a replacement character, 'Soci�t� G�n�rale'. Encode as UTF-8.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "latin-1-events",
    row: "D114",
    lab: "sse",
    fails: &["not-utf8"],
    may_fail: &[],
    source: include_str!("latin_1_events.rs"),
    serve: |listener, interval| run(listener, interval, app),
};

fn app(interval: Duration) -> Router {
    with_events(interval, |mut quote| {
        quote["name"] = json!("Société Générale");
        // The first 256 characters are those of Latin-1.
        event(quote).chars().map(|letter| letter as u8).collect::<Vec<_>>()
    })
}
