//! Somebody sends a frame that no page sends, and the others go on, or not.

use crate::checker::Finding;
use crate::labs::websocket::case::NativeCase;
use crate::labs::websocket::ending::Cause;
use crate::labs::websocket::record::{NativeKind, OddFrame};
use crate::labs::websocket::scene::Deed;
use crate::message::Message;

pub fn judge(case: &NativeCase, frames: &[OddFrame], rule: &str) -> Finding {
    let id = |what: &str| Message::new(format!("{rule}-seen.{what}"));
    let is_one = |frame: OddFrame| frames.contains(&frame);
    let scene = case.scene();
    if let Some(end) = case.run.end_of(|cause| matches!(cause, Cause::Frame(frame) if is_one(frame))) {
        let Cause::Frame(frame) = end.cause else { unreachable!("it was asked for") };
        let sent = scene.odd_of(frame).filter(|deed| deed.detail.exercise == end.exercise).map(|deed| deed.operation);
        let message = id("died").text("frame", frame.name()).time("at", end.at);
        return Finding::fail(message).showing(sent.chain([end.seen]));
    }
    let sent: Vec<&Deed> = scene.odd().filter(|deed| deed.detail.frame.is_some_and(is_one)).collect();
    let Some(last) = sent.last() else { return case.nothing() };
    for deed in &sent {
        let exercise = deed.detail.exercise;
        let says = || scene.single_says(exercise);
        let before = case.fates(says().filter(|say| say.started() < deed.started()));
        let next = sent.iter().filter(|other| other.detail.exercise == exercise && other.started() > deed.started());
        let until = next.map(|next| next.started()).min().unwrap_or(u64::MAX);
        let after = case.fates(says().filter(|say| say.started() > deed.started() && say.started() < until));
        // What was not heard before either is no matter of this frame.
        if before.heard.is_empty() || !before.missed.is_empty() {
            continue;
        }
        if let Some(link) = scene.ended_between(exercise, deed.started(), until) {
            let frame = deed.detail.frame.map_or("", OddFrame::name);
            let message = id("cut").text("frame", frame).text("why", link.why_ended());
            return Finding::fail(message).showing([deed.operation, link.operation]);
        }
        if let Some((say, link)) = after.missed.first() {
            let frame = deed.detail.frame.map_or("", OddFrame::name);
            let message = id("deaf").text("frame", frame).text("text", &say.detail.text);
            return Finding::fail(message).showing([deed.operation, say.operation, link.operation]);
        }
        if let Some(finding) = after.unsure.into_iter().next() {
            return finding;
        }
    }
    // Somebody has answered since.
    let is_there = case.run.operations.iter().any(|o| {
        o.kind == NativeKind::Look
            && o.started > last.started()
            && !matches!(o.outcome, crate::history::Outcome::Refused(_))
    });
    if is_there { Finding::pass(id("pass").count("frames", sent.len())) } else { case.nothing() }
}
