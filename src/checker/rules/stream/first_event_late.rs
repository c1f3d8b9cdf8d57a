use super::FIRST;
use crate::checker::{Case, Finding, Message};

/// The first event comes within ten seconds: nothing keeps what was sent.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("first-event-late-seen.{what}"));
    let heard = match case.stream() {
        Ok(heard) => heard,
        Err(unknown) => return *unknown,
    };
    let from = heard.operation.started;
    let Some(first) = heard.events.first() else {
        if !heard.bytes().is_empty() && !heard.troubles().is_empty() {
            return Finding::waits_for("nothing-dispatched");
        }
        let waited = heard.operation.done - from;
        let ended = heard.was_ended();
        if !ended && (case.limits.too_noisy_for(from, heard.operation.done, FIRST) || waited < FIRST) {
            return case.noisy_for(from, heard.operation.done, FIRST);
        }
        let what = if ended { "ended" } else { "none" };
        let outlived = super::another_outlived(case, &heard, 0);
        let finding = Finding::fail(id(what).time("waited", waited)).showing([heard.operation]);
        return Finding { waits_for: outlived.then_some("subscriber-starved"), ..finding };
    };
    let took = first.at.saturating_sub(from);
    let timing = case.limits.timing(from, first.at, FIRST);
    if took <= FIRST + timing.noise {
        return Finding::pass(id("pass").time("took", took));
    }
    if case.limits.too_noisy_for(from, first.at, FIRST) {
        return case.noisy_for(from, first.at, FIRST);
    }
    Finding::fail(id("fail").time("took", took)).timed(timing).showing([heard.operation])
}
