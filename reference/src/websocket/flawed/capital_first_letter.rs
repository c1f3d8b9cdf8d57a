//! Only the first letter of the text becomes a capital, as by `text[0].toUpperCase() + text.slice(1)`, or by Python's
//! `capitalize()`. The exercise asks for the whole text.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "capital-first-letter",
    row: "",
    lab: "websocket",
    fails: &["capitals-wrong"],
    may_fail: &[],
    source: include_str!("capital_first_letter.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn app(_: Duration) -> Router {
    with_capitals(Ways { hears: |clients, id, message| answering(clients, id, message, capitalized), ..RELAY })
}
