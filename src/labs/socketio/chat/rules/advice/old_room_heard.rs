use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::chat::rules::old_room::echo;
use crate::message::Message;

/// Who went on to another room hears nothing of the one before.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("old-room-heard-seen.{what}"));
    match echo(case) {
        Ok((_, _, None)) => Finding::pass(id("pass")),
        Ok((say, link, Some(heard))) => {
            let user = case.scene().user(link.client()).unwrap_or_default();
            let message = id("fail").text("user", user).time("took", heard.at.saturating_sub(say.due()));
            Finding::fail(message).showing([say.operation, link.operation])
        }
        Err(finding) => *finding,
    }
}
