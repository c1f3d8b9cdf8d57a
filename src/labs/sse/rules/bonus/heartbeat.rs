use crate::checker::Finding;
use crate::labs::sse::case::StreamCase;
use crate::message::Message;
/// Comments keep a connection alive on which nothing else is sent.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("heartbeat-seen.{what}"));
    match case.stream() {
        Err(unknown) => *unknown,
        Ok(stream) if stream.comments > 0 => Finding::pass(id("pass").count("comments", stream.comments)),
        Ok(stream) => Finding::fail(id("fail")).showing([stream.operation]),
    }
}
