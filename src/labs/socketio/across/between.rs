//! What became of what was said, at those on the same instance and at those on the other one.

use crate::history::Nanos;
use crate::labs::socketio::case::{ChatCase, Fate, Fates};
use crate::labs::socketio::deed::Deed;
use crate::labs::socketio::scene::{Link, Scene};

/// The instance at which somebody said something.
pub fn instance(scene: &Scene, say: &Deed) -> Option<u32> {
    Some(scene.link(say.client(), say.operation.started)?.detail.instance)
}

/// Of all that was said: what became of it at those who are on the same instance.
pub fn within<'a>(case: &ChatCase<'a>) -> Fates<'a> {
    became(case, case.scene().says(), |from, to| from == to)
}

/// What became of what was said on this instance, at those who are on another one.
pub fn across<'a>(case: &ChatCase<'a>, instance: u32) -> Fates<'a> {
    became(case, case.scene().says(), |from, to| from == instance && to != from)
}

/// The same of what was said one by one, on any instance.
pub fn singly_across<'a>(case: &ChatCase<'a>) -> Fates<'a> {
    became(case, case.scene().single_says(), |from, to| from != to)
}

/// Those who were in a room when something was said there, as far as they are on instances like these.
fn became<'a>(
    case: &ChatCase<'a>,
    says: impl Iterator<Item = &'a Deed<'a>>,
    is: impl Fn(u32, u32) -> bool,
) -> Fates<'a> {
    let scene = case.scene();
    let mut fates = Fates::default();
    for say in says {
        let Some(from) = instance(scene, say) else { continue };
        for link in scene.room_mates(say).filter(|link| is(from, link.detail.instance)) {
            let fate = case.fate(say, link, scene.first(link, say));
            fates.add(say, link, if is_still_coming(case, say, link, &fate) { not_yet(case, say, link) } else { fate });
        }
    }
    // Who says too much at once may be told so, as long as something gets through.
    if !fates.heard.is_empty() {
        fates.lost.retain(|(say, _)| case.refusal(say).is_none());
    }
    fates
}

/// Nothing more comes of many that were sent at once if nothing has come for so long, or for three times as long as the
/// slowest took.
const QUIET: Nanos = 1_500_000_000;

/// A slow server goes on for long: what it has not passed on is not lost while the rest still comes.
fn is_still_coming(case: &ChatCase, say: &Deed, link: &Link, fate: &Fate) -> bool {
    if !matches!(fate, Fate::Lost) {
        return false;
    }
    let scene = case.scene();
    let heard = scene.says().filter(|other| other.client() == say.client());
    let heard = heard.filter_map(|other| Some((other.due(), scene.first(link, other)?.at)));
    let (mut last, mut slowest) = (0, 0);
    for (due, at) in heard {
        (last, slowest) = (last.max(at), at.saturating_sub(due).max(slowest));
    }
    last > say.due() && link.until < last + QUIET.max(slowest.saturating_mul(3))
}

fn not_yet<'a>(case: &ChatCase<'a>, say: &Deed, link: &Link) -> Fate<'a> {
    Fate::Unsure(Box::new(case.noisy_for(say.due(), link.until, QUIET)))
}

/// What reached somebody in no room of it, on the other instance, and nobody of that kind on its own: rooms that are kept
/// on one instance are not kept between two. Where they are not kept on one either, that is no fault between two, and of a
/// chat without rooms none at all.
pub fn leak<'a>(case: &ChatCase<'a>) -> Option<(&'a Deed<'a>, &'a Link<'a>)> {
    let scene = case.scene();
    let heard = |say: &'a Deed<'a>, is_own: bool| {
        let from = instance(scene, say);
        let there = move |link: &&'a Link<'a>| (Some(link.detail.instance) == from) == is_own;
        scene.strangers(say).filter(there).find(move |link| scene.first(link, say).is_some())
    };
    if scene.says().any(|say| heard(say, true).is_some()) {
        return None;
    }
    scene.says().find_map(|say| Some((say, heard(say, false)?)))
}
