use crate::checker::Finding;
use crate::labs::sse::case::StreamCase;
use crate::labs::sse::record::StreamKind;
use crate::message::Message;
/// A HEAD of the stream is answered, at once and with its head alone.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("head-answered-seen.{what}"));
    let asked = case.of(StreamKind::Page).find(|o| o.request.method == "HEAD");
    let Some(asked) = asked else { return case.nothing() };
    match asked.answer() {
        Some(answer) if answer.code == 200 => Finding::pass(id("pass")),
        Some(answer) => Finding::fail(id("code").count("code", answer.code.into())).showing([asked]),
        None => Finding::fail(id("none")).showing([asked]),
    }
}
