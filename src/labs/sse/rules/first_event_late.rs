use super::{FIRST, stopped};
use crate::checker::Finding;
use crate::history::ChannelEnd;
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
        if stream.channel.end == ChannelEnd::Flood {
            let message = id("flood").count("bytes", stream.bytes().len());
            return Finding::fail(message).showing([stream.operation]);
        }
        let waited = stream.operation.done.saturating_sub(from);
        let ended = stream.was_ended();
        if !ended && (case.limits.too_noisy_for(from, stream.operation.done, FIRST) || waited < FIRST) {
            return case.noisy_for(from, stream.operation.done, FIRST);
        }
        let what = if ended { "ended" } else { "none" };
        let outlived = super::another_outlived(case, stream, 0).then_some("subscriber-starved");
        let blocked = stopped::after_leavers(case, stream.operation).map(|_| "leavers-still-served");
        let finding = Finding::fail(id(what).time("waited", waited)).showing([stream.operation]);
        return Finding { requires: outlived.or(blocked), ..finding };
    };
    let took = first.at.saturating_sub(from);
    let timing = case.limits.timing(from, first.at, FIRST);
    if took <= FIRST {
        return Finding::pass(id("pass").time("took", took));
    }
    if took <= FIRST + timing.noise {
        return Finding::pass(id("noise").time("took", took).time("noise", timing.noise)).timed(timing);
    }
    if case.limits.too_noisy_for(from, first.at, FIRST) {
        return case.noisy_for(from, first.at, FIRST);
    }
    Finding::fail(id("fail").time("took", took)).timed(timing).showing([stream.operation])
}
