use super::intruders::{Intruder, Kept, intruders, nobody, told};
use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::message::Message;

/// Who has no good token hears nothing of a room: not before it is shown out either.
pub fn judge(case: &ChatCase) -> Finding {
    let all = intruders(case);
    if let Some(finding) = all.iter().find_map(|one| leak(case, one)) {
        return finding;
    }
    let kept: Result<Vec<Kept>, _> = all.iter().map(|one| one.kept(case)).collect();
    match kept {
        Err(finding) => *finding,
        Ok(kept) if kept.is_empty() => nobody(case),
        Ok(kept) => Finding::pass(told(Message::new("bad-token-hears-seen.pass"), &kept)),
    }
}

fn leak(case: &ChatCase, one: &Intruder) -> Option<Finding> {
    let id = |what: &str| Message::new(format!("bad-token-hears-seen.{what}"));
    let (deed, heard) = one.overheard(case)?;
    let link = one.link?;
    let what = match (deed.detail.text.is_empty(), link.was_ended()) {
        (true, _) => "notice",
        (false, true) => "before-leaving",
        (false, false) => "fail",
    };
    let message = id(what).text("token", one.join.detail.token.name()).text("user", &deed.detail.user);
    let message = message.text("event", &heard.name).text("text", &deed.detail.text);
    let since = one.connected().unwrap_or(heard.at);
    let message = message.time("after", heard.at.saturating_sub(since));
    Some(Finding::fail(message).showing([one.join.operation, deed.operation, link.operation]))
}
