use crate::checker::Finding;
use crate::labs::long_polling::case::PollCase;
use crate::message::Message;

/// An answer ends where its head says. What comes after a 204 or a 304 is the matter of another rule.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("extra-bytes-seen.{what}"));
    let answered = || case.all().filter_map(|o| Some((o, o.answer()?)));
    let spoke_on = answered().find(|(_, a)| a.extra_bytes > 0 && !matches!(a.code, 204 | 304));
    match spoke_on {
        Some((operation, answer)) => {
            let message = id("fail").count("bytes", answer.extra_bytes as usize);
            Finding::fail(message.text("path", &operation.request.path)).showing([operation])
        }
        None if answered().next().is_some() => Finding::pass(id("pass")),
        None => case.nothing(),
    }
}
