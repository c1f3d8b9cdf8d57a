use super::troubled;
use crate::checker::Finding;
use crate::labs::sse::case::StreamCase;
use crate::message::Message;

/// What is sent makes events: a browser dispatches them.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("nothing-dispatched-seen.{what}"));
    let stream = match case.stream() {
        Ok(stream) => stream,
        Err(unknown) => return *unknown,
    };
    if !stream.events.is_empty() {
        return Finding::pass(id("pass").count("events", stream.events.len()));
    }
    let bytes = stream.bytes();
    if bytes.iter().all(u8::is_ascii_whitespace) || stream.troubles().is_empty() {
        // Nothing came, or comments alone: that is told by when the first event comes.
        return Finding::requires("first-event-late");
    }
    let troubles = stream.troubles();
    let message = id("fail").count("bytes", bytes.len());
    troubled(Finding::fail(message).showing([stream.operation]), &troubles[0])
}
