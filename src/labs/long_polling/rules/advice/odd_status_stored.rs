use crate::checker::Finding;
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::record::{PollKind, PollOperation};
use crate::message::Message;

/// A status is words: a number or a blank is refused.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("odd-status-stored-seen.{what}"));
    // Half a character is text all the same; another rule looks at that one.
    let text = |o: &&PollOperation| o.request.body.as_ref().is_some_and(|b| b.contains("\\u"));
    let raws: Vec<_> = case.of(PollKind::Raw).filter(|o| o.knows().is_none() && o.answer().is_some()).collect();
    match raws.iter().filter(|o| !text(o)).find(|o| o.succeeded()) {
        _ if raws.is_empty() => case.nothing(),
        Some(raw) => {
            Finding::fail(id("fail").text("body", raw.request.body.clone().unwrap_or_default())).showing([*raw])
        }
        None => Finding::pass(id("pass").count("sent", raws.len())),
    }
}
