use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::chat::rules::old_room::echo;
use crate::message::Message;

/// Who joins another room leaves the one before.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("leaves-old-room-seen.{what}"));
    match echo(case) {
        Ok((_, _, None)) => Finding::pass(id("pass")),
        Ok((say, link, Some(_))) => Finding::fail(id("fail")).showing([say.operation, link.operation]),
        Err(finding) => *finding,
    }
}
