use crate::checker::Finding;
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::record::PollKind;
use crate::message::Message;

/// An update in a form that was not asked for is the client's fault, not the server's.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("odd-body-5xx-seen.{what}"));
    let raws: Vec<_> = case.of(PollKind::Raw).filter(|o| o.knows().is_none() && o.request.method != "DELETE").collect();
    let bad: Vec<_> = raws.iter().filter(|o| o.answer().is_some_and(|a| a.code >= 500)).collect();
    match bad.first() {
        _ if raws.iter().all(|o| o.answer().is_none()) => case.nothing(),
        Some(first) => {
            let code = first.answer().map_or(0, |a| a.code).into();
            let body = first.request.body.clone().unwrap_or_default();
            let message = id("fail").count("bad", bad.len()).count("sent", raws.len()).count("code", code);
            Finding::fail(message.text("body", body)).showing(bad.into_iter().copied())
        }
        None => Finding::pass(id("pass").count("sent", raws.len())),
    }
}
