use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::chat::rules::outsider::intrusion;
use crate::message::Message;

/// Who is in no room cannot say anything into one.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("membership-checked-seen.{what}"));
    match intrusion(case) {
        Ok((_, None)) => Finding::pass(id("pass")),
        Ok((say, Some((link, _)))) => Finding::fail(id("fail")).showing([say.operation, link.operation]),
        Err(finding) => *finding,
    }
}
