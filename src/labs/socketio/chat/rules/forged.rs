//! A member gives another pseudo than its own in what it says.

use super::DELIVERY;
use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::contract::has_placeholder;
use crate::labs::socketio::deed::Deed;
use crate::labs::socketio::scene::Link;

/// What became of that.
pub enum Forgery<'a> {
    /// Nobody says who they are: the server knows.
    Impossible,
    /// It did not arrive.
    Refused,
    /// It arrived under the sender's own pseudo, or under none.
    Corrected(&'a str),
    Believed {
        say: &'a Deed<'a>,
        link: &'a Link<'a>,
    },
}

pub fn forgery<'a>(case: &ChatCase<'a>) -> Result<Forgery<'a>, Box<Finding>> {
    let says_who = case.run.contract.message.arguments.iter().any(|argument| has_placeholder(argument, "$user"));
    if !says_who {
        return Ok(Forgery::Impossible);
    }
    let scene = case.scene();
    let Some(say) = scene.forged_says().next() else { return Err(Box::new(case.nothing())) };
    let mates = || scene.room_mates(say);
    let Some((link, _)) = mates().find_map(|link| Some((link, scene.first(link, say)?))) else {
        return match mates().any(|link| case.would_have_heard(link, say.due())) {
            true => Ok(Forgery::Refused),
            false => Err(Box::new(Finding::requires(DELIVERY))),
        };
    };
    let mut carrying = link.heard.iter().filter(|heard| heard.at >= say.operation.started && heard.has(say.mark()));
    if carrying.any(|heard| heard.has(&say.detail.user)) {
        return Ok(Forgery::Believed { say, link });
    }
    Ok(Forgery::Corrected(scene.user(say.client()).unwrap_or_default()))
}
