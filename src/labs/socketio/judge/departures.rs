//! Who left, and what those who stayed were told of it.

use super::undecided;
use crate::checker::Finding;
use crate::labs::socketio::case::{ChatCase, Fates};
use crate::labs::socketio::deed::Deed;
use crate::labs::socketio::heard::Heard;
use crate::labs::socketio::record::How;
use crate::labs::socketio::scene::Link;
use crate::message::Message;

/// Those who stay are told who leaves in this way.
pub fn judge(case: &ChatCase, how: How, rule: &str) -> Finding {
    let id = |what: &str| Message::new(format!("{rule}-seen.{what}"));
    let fates = announced(case, how);
    if let Some((leave, link)) = fates.lost.iter().chain(&fates.ended).next() {
        let what = if fates.lost.is_empty() { "ended" } else { "fail" };
        let user = case.scene().user(leave.client()).unwrap_or_default();
        let message = id(what).text("user", user).time("waited", link.until.saturating_sub(leave.due()));
        let finding = Finding::fail(message).showing([leave.operation, link.operation]);
        return Finding { requires: Some(case.run.kin.rules.delivery), ..finding };
    }
    let Some((leave, link, heard)) = fates.heard.first() else { return undecided(case, fates) };
    let took = heard.at.saturating_sub(leave.operation.started);
    let user = case.scene().user(leave.client()).unwrap_or_default();
    let what = match (heard.says(user), misnamed(case, leave, link)) {
        (true, _) => "pass",
        (false, Some(_)) => "misnamed",
        (false, None) => "list",
    };
    let message = id(what).text("event", &heard.name).time("took", took);
    if what == "misnamed" && case.run.kin.rules.misnamed.is_none() {
        return Finding::fail(message).showing([leave.operation, link.operation]);
    }
    Finding::pass(message)
}

/// What became of each departure of this kind at those who stayed in the room.
pub fn announced<'a>(case: &ChatCase<'a>, how: How) -> Fates<'a> {
    let scene = case.scene();
    let mut fates = Fates::default();
    for leave in scene.leaves(how).filter(|leave| scene.user(leave.client()).is_some()) {
        for link in scene.room_mates(leave) {
            let heard = notice(case, leave, link).or_else(|| shorter_list(case, leave, link));
            let heard = heard.or_else(|| misnamed(case, leave, link).map(|(_, heard)| heard));
            fates.add(leave, link, case.fate(leave, link, heard));
        }
    }
    fates
}

/// The event that names who left. A list of those who are there says the opposite.
pub fn notice<'a>(case: &ChatCase<'a>, leave: &Deed, link: &'a Link<'a>) -> Option<&'a Heard> {
    let user = case.scene().user(leave.client())?;
    case.scene().of_pseudo(link, user, leave.operation.started).find(|heard| heard.says(user))
}

/// A list of those who are there, in which who left stood before and does not any more.
fn shorter_list<'a>(case: &ChatCase<'a>, leave: &Deed, link: &'a Link<'a>) -> Option<&'a Heard> {
    let scene = case.scene();
    let user = scene.user(leave.client())?;
    let own = scene.user(link.client())?;
    let from = leave.operation.started;
    let is_list = |heard: &&Heard| heard.has(own) && !heard.says(own);
    let after = link.heard.iter().filter(|heard| heard.at >= from && !heard.has(user)).filter(is_list);
    let stood = |name: &str| {
        let mut before = link.heard.iter().filter(|heard| heard.at < from && heard.name == name).filter(is_list);
        before.any(|heard| heard.has(user))
    };
    after.into_iter().find(|heard| stood(&heard.name))
}

/// A notice in place of that of who left, which names somebody who never was in the room.
pub fn misnamed<'a>(case: &ChatCase<'a>, leave: &Deed, link: &'a Link<'a>) -> Option<(&'a str, &'a Heard)> {
    let scene = case.scene();
    let is_elsewhere = |join: &&Deed| {
        let room = &leave.detail.room;
        join.client() != leave.client() && !scene.was_in(join.client(), room, u64::MAX)
    };
    let from = leave.operation.started;
    scene.joins().filter(is_elsewhere).find_map(|join| {
        let user = join.detail.user.as_str();
        let heard =
            scene.of_pseudo(link, user, from).find(|heard| heard.says(user) && heard.at < scene.stays_until(join));
        heard.map(|heard| (user, heard))
    })
}
