use super::super::between;
use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::deed::Deed;
use crate::labs::socketio::scene::Link;
use crate::message::Message;

/// Who comes into a room is announced there on the other instance too, if it is on its own.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("notices-one-instance-seen.{what}"));
    let scene = case.scene();
    let is_told = |link: &Link, join: &Deed| {
        scene.of_pseudo(link, &join.detail.user, join.operation.started).any(|heard| heard.says(&join.detail.user))
    };
    let (mut told, mut silent) = (0, None);
    for join in scene.arrivals() {
        let Some(from) = between::instance(scene, join) else { continue };
        let mates = || scene.room_mates(join).filter(|link| link.is_fit());
        if !mates().any(|link| link.detail.instance == from && is_told(link, join)) {
            continue;
        }
        for link in mates().filter(|link| link.detail.instance != from) {
            // Something that was said there later has come: what was sent before would have come too, and be it later.
            let later = scene.says().filter(|say| between::instance(scene, say) == Some(from));
            let mut later = later.filter(|say| say.operation.started >= join.due());
            if is_told(link, join) {
                told += 1;
            } else if later.any(|say| scene.first(link, say).is_some()) {
                silent = silent.or(Some((join, link)));
            }
        }
    }
    match (silent, told) {
        (Some((join, link)), _) => {
            let message = id("fail").text("user", &join.detail.user).count("to", link.detail.instance as usize);
            Finding::fail(message).showing([join.operation, link.operation])
        }
        (None, 0) => case.nothing(),
        (None, told) => Finding::pass(id("pass").count("told", told)),
    }
}
