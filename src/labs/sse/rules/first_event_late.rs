use super::FIRST;
use crate::checker::Finding;
use crate::labs::sse::case::StreamCase;
use crate::message::Message;

/// The first event comes within ten seconds: nothing keeps what was sent.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("first-event-late-seen.{what}"));
    let stream = match case.stream() {
        Ok(stream) => stream,
        Err(unknown) => return *unknown,
    };
    let from = stream.operation.started;
    let Some(first) = stream.events.first() else {
        if !stream.bytes().is_empty() && !stream.troubles().is_empty() {
            return Finding::requires("nothing-dispatched");
        }
        let waited = stream.operation.done - from;
        let ended = stream.was_ended();
        if !ended && (case.limits.too_noisy_for(from, stream.operation.done, FIRST) || waited < FIRST) {
            return case.noisy_for(from, stream.operation.done, FIRST);
        }
        let what = if ended { "ended" } else { "none" };
        let outlived = super::another_outlived(case, stream, 0);
        let finding = Finding::fail(id(what).time("waited", waited)).showing([stream.operation]);
        return Finding { requires: outlived.then_some("subscriber-starved"), ..finding };
    };
    let took = first.at.saturating_sub(from);
    let timing = case.limits.timing(from, first.at, FIRST);
    if took <= FIRST + timing.noise {
        return Finding::pass(id("pass").time("took", took));
    }
    if case.limits.too_noisy_for(from, first.at, FIRST) {
        return case.noisy_for(from, first.at, FIRST);
    }
    Finding::fail(id("fail").time("took", took)).timed(timing).showing([stream.operation])
}
