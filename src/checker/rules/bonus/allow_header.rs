use crate::checker::{Case, Finding, Message};
use crate::history::Kind;

/// A method that a path does not know is refused with the list of those that it knows.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("allow-header-seen.{what}"));
    let raw = case.of(Kind::Raw).find(|o| o.ask.method == "DELETE");
    let Some((raw, answer)) = raw.and_then(|o| Some((o, o.answer()?))) else { return case.nothing() };
    match (answer.code, answer.header("allow")) {
        (405, Some(allow)) => Finding::pass(id("pass").text("allow", allow)),
        (code, _) => Finding::fail(id("fail").count("code", code.into())).showing([raw]),
    }
}
