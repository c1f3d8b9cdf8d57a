use crate::checker::Finding;
use crate::labs::sse::case::StreamCase;
use crate::message::Message;

/// A proxy such as nginx is told to pass each event on at once.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("accel-buffering-missing-seen.{what}"));
    let stream = match case.stream() {
        Ok(stream) => stream,
        Err(unknown) => return *unknown,
    };
    match stream.answer.header("x-accel-buffering") {
        Some(value) if value.trim().eq_ignore_ascii_case("no") => Finding::pass(id("pass")),
        Some(value) => Finding::fail(id("fail").text("value", value)).showing([stream.operation]),
        None => Finding::fail(id("none")).showing([stream.operation]),
    }
}
