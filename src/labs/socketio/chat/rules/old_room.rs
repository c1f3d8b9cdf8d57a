//! A client joins a second room: is it still in the first one?

use super::DELIVERY;
use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::deed::Deed;
use crate::labs::socketio::heard::Heard;
use crate::labs::socketio::scene::Link;

/// What was said in the first room later, at the one that had gone on, and what that one heard of it.
pub type Echo<'a> = (&'a Deed<'a>, &'a Link<'a>, Option<&'a Heard>);

pub fn echo<'a>(case: &ChatCase<'a>) -> Result<Echo<'a>, Box<Finding>> {
    let scene = case.scene();
    let mut unsure = None;
    for say in scene.says() {
        let (room, at) = (say.detail.room.as_str(), say.operation.started);
        let has_gone_on = |link: &&Link| {
            let now = scene.room(link.client(), at);
            now.is_some_and(|now| now != room) && scene.was_in(link.client(), room, at) && link.until > at
        };
        for link in scene.links.iter().filter(has_gone_on) {
            match scene.first(link, say) {
                Some(heard) => return Ok((say, link, Some(heard))),
                None if case.would_have_heard(link, say.due()) => unsure = Some((say, link, None)),
                None => return Err(Box::new(Finding::requires(DELIVERY))),
            }
        }
    }
    unsure.ok_or_else(|| Box::new(case.nothing()))
}
