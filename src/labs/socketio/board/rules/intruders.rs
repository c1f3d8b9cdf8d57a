//! Those who came with a token that nobody was given, or with none, and what became of them.

use crate::checker::{Finding, Undecided};
use crate::history::Nanos;
use crate::labs::socketio::case::{ChatCase, late_pong};
use crate::labs::socketio::deed::Deed;
use crate::labs::socketio::heard::Heard;
use crate::labs::socketio::record::{ChatRole, Unopened};
use crate::labs::socketio::scene::Link;
use crate::message::Message;

/// A server may let somebody in and show them out within this time: an answer of a database takes no longer.
pub const SOON: Nanos = 1_000_000_000;

/// One of them: what it asked for, and its last link, if it came so far as to have one.
pub struct Intruder<'a> {
    pub join: &'a Deed<'a>,
    pub link: Option<&'a Link<'a>>,
}

/// What became of one that heard nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It never got in.
    Out,
    /// It was shown out soon.
    ShownOut,
    /// It stayed: what else was said in its room then, it would have heard.
    Deaf,
}

pub fn intruders<'a>(case: &ChatCase<'a>) -> Vec<Intruder<'a>> {
    let scene = case.scene();
    let last = |join: &Deed| scene.links.iter().rfind(|link| link.client() == join.client());
    scene.intrusions().map(|join| Intruder { join, link: last(join) }).collect()
}

impl<'a> Intruder<'a> {
    /// When it was let in, if it was.
    pub fn connected(&self) -> Option<Nanos> {
        self.link?.detail.connected()
    }

    /// Whether the target ended its connection soon after it had let it in.
    pub fn was_shown_out(&self) -> bool {
        let shown_out = |link: &Link| Some(link.was_ended() && link.until <= link.detail.connected()? + SOON);
        self.link.and_then(shown_out).unwrap_or(false)
    }

    /// What it heard of somebody who has a good token: what was said in the room, or who came there.
    pub fn overheard(&self, case: &ChatCase<'a>) -> Option<(&'a Deed<'a>, &'a Heard)> {
        let (scene, link) = (case.scene(), self.link?);
        let said = scene.says().find_map(|say| Some((say, scene.first(link, say)?)));
        let told = || {
            scene.joins().find_map(|join| {
                let user = join.detail.user.as_str();
                scene.of_pseudo(link, user, 0).find(|heard| heard.says(user)).map(|heard| (join, heard))
            })
        };
        said.or_else(told)
    }

    /// Whether it was kept from hearing anything, as far as that was shown: later than it came something was said, and
    /// another one with a good token did hear it.
    pub fn kept(&self, case: &ChatCase<'a>) -> Result<Kept, Box<Finding>> {
        let nothing = || Box::new(Finding::requires(case.run.kin.rules.delivery));
        let since = self.join.operation.started;
        if !has_witness(case, since) {
            return Err(nothing());
        }
        let Some(link) = self.link else { return Ok(Kept::Out) };
        if link.detail.is_ours_late() {
            return Err(Box::new(late_pong()));
        }
        let Some(connected) = self.connected() else {
            // Who is refused is told so, or the connection ends. One that is left hanging is not in either, but by noise.
            let unopened = link.detail.unopened.as_ref().is_some_and(|why| !matches!(why, Unopened::Nothing(_)));
            let is_told = link.detail.refused().is_some() || unopened;
            let (from, to) = (link.operation.started, link.operation.done);
            let is_noisy = case.limits.too_noisy_for(from, to, SOON);
            return if is_told || !is_noisy { Ok(Kept::Out) } else { Err(Box::new(case.noisy_for(from, to, SOON))) };
        };
        if self.was_shown_out() {
            return Ok(Kept::ShownOut);
        }
        if has_witness_before(case, connected, link.until) || link.was_ended() {
            return Ok(Kept::Deaf);
        }
        Err(Box::new(case.nothing()))
    }
}

/// Whether something was said since then that another member heard.
pub fn has_witness(case: &ChatCase, since: Nanos) -> bool {
    has_witness_before(case, since, Nanos::MAX)
}

/// The same, and it was heard by then.
fn has_witness_before(case: &ChatCase, since: Nanos, until: Nanos) -> bool {
    let scene = case.scene();
    let mut later = scene.single_says().filter(|say| say.operation.started >= since);
    later.any(|say| scene.room_mates(say).any(|mate| scene.first(mate, say).is_some_and(|heard| heard.at <= until)))
}

/// What is said of all of them that heard nothing, or were not heard.
pub fn told(message: Message, kept: &[Kept]) -> Message {
    let count = |wanted: Kept| kept.iter().filter(|one| **one == wanted).count();
    let message = message.count("tried", kept.len()).count("out", count(Kept::Out));
    message.count("shown", count(Kept::ShownOut)).count("deaf", count(Kept::Deaf))
}

/// Nobody came with a bad token, or with none.
pub fn nobody(case: &ChatCase) -> Finding {
    let was_there = case.scene().links.iter().any(|link| link.role == Some(ChatRole::Intruder));
    if was_there { Finding::undecided(Undecided::Nothing) } else { case.nothing() }
}
