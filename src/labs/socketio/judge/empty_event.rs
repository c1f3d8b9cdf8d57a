//! A client sends an event without a payload, and the server lives on, or not.

use crate::checker::Finding;
use crate::history::{Nanos, Operation};
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::deed::Deed;
use crate::message::Message;

/// The last one that was sent before the end of the server, and how that was seen; none if it lives.
pub type End<'a> = Option<(&'a Deed<'a>, Nanos, Option<&'a Operation>)>;

pub fn end<'a>(case: &ChatCase<'a>) -> Result<End<'a>, Box<Finding>> {
    let scene = case.scene();
    let Some(first) = scene.empties().next() else { return Err(Box::new(case.nothing())) };
    let before = |at: Nanos| scene.empties().filter(|empty| empty.operation.started <= at).last();
    if let Some(death) = case.death()
        && let Some(last) = before(death.started)
    {
        return Ok(Some((last, death.started, Some(death))));
    }
    if let Some(at) = case.restarts().find(|at| *at > first.operation.started)
        && let Some(last) = before(at)
    {
        return Ok(Some((last, at, None)));
    }
    let last = scene.empties().map(Deed::due).max().unwrap_or(0);
    let answered = case.run.operations.iter().any(|o| o.started > last && o.answer().is_some());
    if answered { Ok(None) } else { Err(Box::new(case.nothing())) }
}

/// No client ends the server by an event without a payload.
pub fn judge(case: &ChatCase, rule: &str) -> Finding {
    let id = |what: &str| Message::new(format!("{rule}-seen.{what}"));
    match end(case) {
        Ok(None) => Finding::pass(id("pass")),
        Ok(Some((empty, at, death))) => {
            let what = if death.is_some() { "fail" } else { "restarted" };
            let took = at.saturating_sub(empty.operation.started);
            let packet = empty.operation.request.body.as_deref().unwrap_or_default();
            let message = id(what).text("packet", packet).time("took", took);
            Finding::fail(message).showing(death.into_iter().chain([empty.operation]))
        }
        Err(finding) => *finding,
    }
}
