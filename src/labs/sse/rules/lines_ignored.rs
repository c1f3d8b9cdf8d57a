use super::troubled;
use crate::checker::Finding;
use crate::labs::sse::case::StreamCase;
use crate::labs::sse::event_stream::TroubleKind;
use crate::message::Message;

/// No line that was meant is ignored by a browser.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("lines-ignored-seen.{what}"));
    let stream = match case.stream() {
        Ok(stream) => stream,
        Err(unknown) => return *unknown,
    };
    if stream.events.len() < case.at_least {
        return Finding::requires("nothing-dispatched");
    }
    // A block that we left before its end is no fault, and what is not UTF-8 has its own rule.
    let other = |kind: TroubleKind| !matches!(kind, TroubleKind::NeverEnded | TroubleKind::NotUtf8);
    let troubles: Vec<_> = stream.troubles().into_iter().filter(|trouble| other(trouble.kind)).collect();
    match troubles.first() {
        None => Finding::pass(id("pass").count("events", stream.events.len())),
        Some(first) => {
            let message = id("fail").count("troubles", troubles.len()).count("events", stream.events.len());
            troubled(Finding::fail(message).showing([stream.operation]), first)
        }
    }
}
