use crate::checker::Finding;
use crate::labs::sse::case::StreamCase;
use crate::message::Message;

/// The media type is `text/event-stream`, whatever its letters' case and its parameters.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("not-event-stream-seen.{what}"));
    let stream = match case.stream() {
        Ok(stream) => stream,
        Err(unknown) => return *unknown,
    };
    let Some(found) = stream.answer.header("content-type") else {
        return Finding::fail(id("none")).showing([stream.operation]);
    };
    let essence = found.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("text/event-stream") {
        return Finding::pass(id("pass").text("type", found));
    }
    Finding::fail(id("fail").text("type", found)).showing([stream.operation])
}
