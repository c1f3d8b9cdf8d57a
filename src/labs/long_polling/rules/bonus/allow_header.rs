use crate::checker::Finding;
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::record::PollKind;
use crate::message::Message;

/// A method that a path does not know is refused with the list of those that it knows.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("allow-header-seen.{what}"));
    let raw = case.of(PollKind::Raw).find(|o| o.request.method == "DELETE");
    let Some((raw, answer)) = raw.and_then(|o| Some((o, o.answer()?))) else { return case.nothing() };
    match (answer.code, answer.header("allow")) {
        (405, Some(allow)) => Finding::pass(id("pass").text("allow", allow)),
        (code, _) => Finding::fail(id("fail").count("code", code.into())).showing([raw]),
    }
}
