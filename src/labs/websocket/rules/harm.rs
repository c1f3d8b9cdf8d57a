//! Somebody leaves, and what the others say goes on being heard, or not.

use super::{CAPITALS, DELIVERY, LEAVERS};
use crate::checker::Finding;
use crate::labs::websocket::Exercise;
use crate::labs::websocket::case::NativeCase;
use crate::labs::websocket::ending::Cause;
use crate::labs::websocket::record::How;
use crate::labs::websocket::scene::Deed;
use crate::message::Message;

/// What it does to the others that a client leaves in this way.
pub fn judge(case: &NativeCase, how: How, rule: &str) -> Finding {
    let id = |what: &str| Message::new(format!("{rule}-seen.{what}"));
    if let Some(end) = case.run.end_of(|cause| cause == Cause::Left(how)) {
        return Finding::fail(id("died").time("at", end.at)).showing([end.seen]);
    }
    let (mut heard, mut found) = (0, None);
    for exercise in Exercise::ALL {
        match of(case, how, exercise, &id) {
            Ok(count) => heard += count,
            Err(finding) => found = found.or(Some(*finding)),
        }
    }
    match found {
        Some(finding) => finding,
        None if heard < case.at_least => case.nothing(),
        None => Finding::pass(id("pass").count("messages", heard)),
    }
}

/// How much was heard after somebody of this exercise had left.
fn of(case: &NativeCase, how: How, exercise: Exercise, id: &dyn Fn(&str) -> Message) -> Result<usize, Box<Finding>> {
    let scene = case.scene();
    let leaves = || scene.leaves(how).filter(move |leave| leave.detail.exercise == exercise);
    let Some(leave) = leaves().next() else { return Ok(0) };
    let other = if how == How::Clean { How::Reset } else { How::Clean };
    // Until somebody leaves in the other way.
    let next = scene.leaves(other).filter(|one| one.detail.exercise == exercise && one.started() > leave.started());
    let until = next.map(Deed::started).min().unwrap_or(u64::MAX);
    let all = || scene.single_says(exercise);
    let before = case.fates(all().filter(|say| say.started() < leave.started()));
    let after = case.fates(all().filter(|say| say.started() > leave.started() && say.started() < until));
    // Who is disconnected hears nothing more, and says nothing more.
    if let Some(link) = scene.ended_between(exercise, leave.started(), until) {
        let message = id("cut").text("why", link.why_ended());
        return Err(Box::new(Finding::fail(message).showing([leave.operation, link.operation])));
    }
    // What was missed before anybody left in this way is no matter of that.
    let is_well = before.missed.is_empty() || after.missed.is_empty() && after.unsure.is_empty();
    if !is_well {
        let is_new = before.heard.is_empty()
            && before.missed.first().is_some_and(|(say, _)| case.run.worked_until_somebody_left(say));
        if how == How::Reset && scene.leaves(How::Clean).any(|one| one.started() < leave.started()) {
            return Err(Box::new(Finding::requires(LEAVERS)));
        }
        if !is_new {
            return Err(Box::new(Finding::requires(cause(exercise, before.heard.is_empty()))));
        }
    }
    match after.missed.first() {
        None => match after.unsure.into_iter().next() {
            Some(finding) => Err(Box::new(finding)),
            None => Ok(after.heard.len()),
        },
        Some((say, link)) => {
            let what = if after.heard.is_empty() { "fail" } else { "some" };
            let message = id(what).text("text", &say.detail.text).count("missed", after.missed.len());
            let message = message.count("due", after.decided());
            let finding = Finding::fail(message).showing([leave.operation, say.operation, link.operation]);
            // If something still gets through, some are served.
            Err(Box::new(if after.heard.is_empty() { finding } else { finding.usable() }))
        }
    }
}

/// What is wrong where something is missed with everybody there: by all, or by some.
fn cause(exercise: Exercise, by_all: bool) -> &'static str {
    match (exercise, by_all) {
        (Exercise::Capitals, _) => CAPITALS,
        (Exercise::Relay, true) => DELIVERY,
        (Exercise::Relay, false) => "relay-not-to-all",
    }
}
