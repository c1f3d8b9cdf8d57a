use crate::checker::Finding;
use crate::labs::sse::case::StreamCase;
use crate::labs::sse::contract::STREAM_PATH;
use crate::message::Message;
/// The lab text names the path; another one costs nothing here.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("stream-renamed-seen.{what}"));
    let path = &case.run.contract.stream.path;
    let message = |what: &str| id(what).text("path", path);
    if path == STREAM_PATH { Finding::pass(message("pass")) } else { Finding::fail(message("fail")) }
}
