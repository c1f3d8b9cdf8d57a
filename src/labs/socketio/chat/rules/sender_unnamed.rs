use super::DELIVERY;
use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::judge::undecided;
use crate::message::Message;

/// What arrives says who said it.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("sender-unnamed-seen.{what}"));
    let scene = case.scene();
    let fates = case.delivered(scene.single_says());
    let users = scene.users();
    for (say, link, first) in &fates.heard {
        let user = say.detail.user.as_str();
        let carrying = link.heard.iter().filter(|heard| heard.at >= say.operation.started && heard.has(say.mark()));
        if carrying.into_iter().any(|heard| heard.has(user)) {
            continue;
        }
        let message = |what: &str| id(what).text("user", user).text("event", &first.name);
        let other = users.iter().find(|other| **other != user && first.has(other));
        let message = match other {
            Some(other) => message("other").text("named", *other),
            None => message("fail").text("text", first.text_with(say.mark()).unwrap_or_default()),
        };
        return Finding::fail(message).showing([say.operation, link.operation]);
    }
    match fates.heard.len() {
        0 if !fates.lost.is_empty() => Finding::requires(DELIVERY),
        0 => undecided(case, fates),
        heard => Finding::pass(id("pass").count("messages", heard)),
    }
}
