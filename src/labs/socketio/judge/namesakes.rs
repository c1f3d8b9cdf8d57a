use super::undecided;
use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::deed::Deed;
use crate::labs::socketio::record::ChatRole;
use crate::labs::socketio::scene::Link;
use crate::message::Message;

/// Several clients have one pseudo, and one of them leaves: the others still hear each other.
pub fn judge(case: &ChatCase, rule: &str) -> Finding {
    let id = |what: &str| Message::new(format!("{rule}-seen.{what}"));
    let scene = case.scene();
    let is_namesake = |say: &&Deed| say.role == Some(ChatRole::Namesake);
    let fates = case.delivered(scene.says().filter(is_namesake));
    if !fates.heard.is_empty() {
        return Finding::pass(id("pass"));
    }
    // Not to let a second one of the same name in is a choice.
    let says_no = |link: &&Link| link.heard.iter().chain(&link.acks).any(|heard| heard.refusal().is_some());
    let mut namesakes = scene.links.iter().filter(|link| link.role == Some(ChatRole::Namesake));
    if namesakes.any(|link| says_no(&link) || link.was_ended()) {
        return Finding::pass(id("refused"));
    }
    let Some((say, link)) = fates.lost.first() else { return undecided(case, fates) };
    let others = case.delivered(scene.says().filter(|say| !is_namesake(say)));
    if others.heard.is_empty() {
        return Finding::requires(case.run.kin.rules.delivery);
    }
    Finding::fail(id("fail").text("user", &say.detail.user)).showing([say.operation, link.operation])
}
