use crate::checker::Finding;
use crate::labs::sse::case::StreamCase;
use crate::labs::sse::parsed_stream::ParsedStream;
use crate::message::Message;
/// The stream says how soon a client is to come back after its connection was lost.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("retry-sent-seen.{what}"));
    match case.stream() {
        Err(unknown) => *unknown,
        Ok(ParsedStream { retry: Some(time), .. }) => {
            Finding::pass(id("pass").time("retry", time.saturating_mul(1_000_000)))
        }
        Ok(stream) => Finding::fail(id("fail")).showing([stream.operation]),
    }
}
