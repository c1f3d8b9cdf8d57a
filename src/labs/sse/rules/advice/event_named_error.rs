use crate::checker::Finding;
use crate::labs::sse::case::StreamCase;
use crate::message::Message;

/// Names of events that an `EventSource` has for its own use.
const OWN: [&str; 2] = ["error", "open"];

/// No event is named as those by which a browser tells the page of the connection itself.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("event-named-error-seen.{what}"));
    let stream = match case.stream() {
        Ok(stream) => stream,
        Err(unknown) => return *unknown,
    };
    let named = stream.events.iter().find(|timed| OWN.contains(&timed.event.kind.as_str()));
    match named {
        Some(timed) => {
            let message = id("fail").text("name", &timed.event.kind).count("line", timed.event.line as usize);
            Finding::fail(message).showing([stream.operation])
        }
        None if stream.events.is_empty() => Finding::requires("first-event-late"),
        None => Finding::pass(id("pass")),
    }
}
