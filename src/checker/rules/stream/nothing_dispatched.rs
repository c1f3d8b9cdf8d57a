use super::troubled;
use crate::checker::{Case, Finding, Message};

/// What is sent makes events: a browser dispatches them.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("nothing-dispatched-seen.{what}"));
    let heard = match case.stream() {
        Ok(heard) => heard,
        Err(unknown) => return *unknown,
    };
    if !heard.events.is_empty() {
        return Finding::pass(id("pass").count("events", heard.events.len()));
    }
    let bytes = heard.bytes();
    if bytes.iter().all(u8::is_ascii_whitespace) || heard.troubles().is_empty() {
        // Nothing came, or comments alone: that is told by when the first event comes.
        return Finding::waits_for("first-event-late");
    }
    let troubles = heard.troubles();
    let message = id("fail").count("bytes", bytes.len());
    troubled(Finding::fail(message).showing([heard.operation]), &troubles[0])
}
