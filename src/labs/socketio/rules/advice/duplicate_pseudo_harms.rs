use crate::checker::Finding;
use crate::labs::socketio::case::{ChatCase, Fate};
use crate::labs::socketio::record::ChatRole;
use crate::labs::socketio::rules::DELIVERY;
use crate::message::Message;

/// Two clients have one pseudo, and one of them leaves: the other one still hears what is said, its own words at least, if
/// this server lets anybody hear those.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("duplicate-pseudo-harms-seen.{what}"));
    let scene = case.scene();
    let is_namesake = |role| role == Some(ChatRole::Namesake);
    let Some(say) = scene.says().find(|say| is_namesake(say.role)) else { return case.nothing() };
    let others = || scene.says().filter(|say| !is_namesake(say.role) && say.role != Some(ChatRole::Outsider));
    let own = |say: &crate::labs::socketio::scene::Deed| scene.link(say.client(), say.operation.started);
    let is_echoed = others().any(|say| own(say).is_some_and(|link| scene.first(link, say).is_some()));
    let Some(link) = own(say) else { return case.nothing() };
    if !is_echoed {
        let is_delivered = others().any(|say| scene.room_mates(say).any(|link| scene.first(link, say).is_some()));
        return if is_delivered { Finding::pass(id("unseen")) } else { Finding::requires(DELIVERY) };
    }
    match case.fate(say, link, scene.first(link, say)) {
        Fate::Heard(_) => Finding::pass(id("pass")),
        // Not to let a second one of the same name in is a choice.
        _ if link.heard.iter().chain(&link.acks).any(|heard| heard.refusal().is_some()) => Finding::pass(id("refused")),
        Fate::Ended => Finding::pass(id("refused")),
        Fate::Lost => Finding::fail(id("fail").text("user", &say.detail.user)).showing([say.operation, link.operation]),
        Fate::Unsure(finding) => *finding,
    }
}
