//! What some room says must not be heard outside of it: in another room, or in none.

use super::undecided;
use crate::checker::Finding;
use crate::history::Nanos;
use crate::labs::socketio::case::{ChatCase, Fates, late_pong};
use crate::labs::socketio::deed::Deed;
use crate::labs::socketio::heard::Heard;
use crate::labs::socketio::record::ChatRole;
use crate::labs::socketio::scene::Link;
use crate::message::Message;

/// Something that was heard where it should not have been.
pub struct Leak<'a> {
    pub deed: &'a Deed<'a>,
    pub link: &'a Link<'a>,
    pub heard: &'a Heard,
}

impl<'a> Leak<'a> {
    /// What is said of it: who said or did it, who heard it, in which event, and after how long.
    pub fn told(&self, message: Message) -> Message {
        message
            .text("user", &self.deed.detail.user)
            .text("where", where_is(self.link))
            .text("event", &self.heard.name)
            .time("took", self.heard.at.saturating_sub(self.deed.operation.started))
    }

    pub fn fails(&self, message: Message) -> Finding {
        Finding::fail(self.told(message)).showing([self.deed.operation, self.link.operation])
    }
}

/// "nowhere" of a client that is in no room, "another" of one in another.
fn where_is(link: &Link) -> &'static str {
    if link.role == Some(ChatRole::Outsider) { "nowhere" } else { "another" }
}

/// How many times it was shown that a stranger did not hear of a deed, each deed with when its own room had heard of it;
/// or why that cannot be told. `cause` is the rule that says why nothing was heard in any room.
pub fn kept<'a>(
    case: &ChatCase<'a>,
    told: &[(&'a Deed<'a>, Nanos)],
    fates: Fates,
    cause: &'static str,
) -> Result<usize, Box<Finding>> {
    let scene = case.scene();
    if told.is_empty() {
        let missed = !fates.lost.is_empty() || !fates.ended.is_empty();
        return Err(Box::new(if missed { Finding::requires(cause) } else { undecided(case, fates) }));
    }
    let (mut kept, mut late) = (0, false);
    for (deed, since) in told {
        for link in scene.strangers(deed) {
            late |= link.detail.is_ours_late();
            // One in no room shows little alone: nothing comes there at all.
            let counts = scene.room(link.client(), *since).is_some();
            kept += usize::from(counts && case.would_have_heard(link, *since));
        }
    }
    match kept {
        0 if late => Err(Box::new(late_pong())),
        0 if scene.says().next().is_none() => Err(Box::new(case.nothing())),
        0 => Err(Box::new(Finding { requires: Some(case.run.kin.rules.delivery), ..case.nothing() })),
        kept => Ok(kept),
    }
}
