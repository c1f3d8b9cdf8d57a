use super::troubled;
use crate::checker::Finding;
use crate::labs::sse::case::StreamCase;
use crate::labs::sse::event_stream::TroubleKind;
use crate::message::Message;

/// Event streams are UTF-8, whatever their head says.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("not-utf8-seen.{what}"));
    let stream = match case.stream() {
        Ok(stream) => stream,
        Err(unknown) => return *unknown,
    };
    if stream.channel.frames.is_empty() {
        return Finding::requires("first-event-late");
    }
    let trouble = stream.troubles().into_iter().find(|trouble| trouble.kind == TroubleKind::NotUtf8);
    match trouble {
        None => Finding::pass(id("pass")),
        Some(trouble) => troubled(Finding::fail(id("fail")).showing([stream.operation]), &trouble),
    }
}
