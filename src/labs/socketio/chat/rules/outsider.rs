//! A client that never joined says something into a room.

use super::DELIVERY;
use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::deed::Deed;
use crate::labs::socketio::heard::Heard;
use crate::labs::socketio::record::ChatRole;
use crate::labs::socketio::scene::Link;

/// What it said, with who heard it, if anybody did.
pub type Intrusion<'a> = (&'a Deed<'a>, Option<(&'a Link<'a>, &'a Heard)>);

pub fn intrusion<'a>(case: &ChatCase<'a>) -> Result<Intrusion<'a>, Box<Finding>> {
    let scene = case.scene();
    let Some(say) = scene.says().find(|say| say.role == Some(ChatRole::Outsider)) else {
        return Err(Box::new(case.nothing()));
    };
    let mates = || scene.room_mates(say);
    if let Some(heard) = mates().find_map(|link| Some((link, scene.first(link, say)?))) {
        return Ok((say, Some(heard)));
    }
    if mates().any(|link| case.would_have_heard(link, say.due())) {
        return Ok((say, None));
    }
    Err(Box::new(Finding::requires(DELIVERY)))
}
