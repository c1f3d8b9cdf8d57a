use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::chat::rules::outsider::intrusion;
use crate::message::Message;

/// What somebody says who is in no room is not passed on to one.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("outsider-heard-seen.{what}"));
    match intrusion(case) {
        Ok((_, None)) => Finding::pass(id("pass")),
        Ok((say, Some((link, heard)))) => {
            let took = heard.at.saturating_sub(say.due());
            Finding::fail(id("fail").time("took", took)).showing([say.operation, link.operation])
        }
        Err(finding) => *finding,
    }
}
