use super::update_fails;
use crate::checker::{Finding, Promptness, due_from};
use crate::history::Nanos;
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::error_line::error_line;
use crate::labs::long_polling::record::{PollKind, PollOperation};
use crate::message::Message;

/// A hold that has ended by itself leaves nothing behind: the next updates are answered, and wake whoever waits, those
/// that came before it ended and those that came after.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("hold-end-harms-seen.{what}"));
    let Some(end) = first_end(case) else { return case.nothing() };
    // Updates that failed before any hold had ended are no doing of this one.
    if update_fails::fails_by_itself(case) {
        return Finding::requires("update-fails");
    }
    let (mut during, mut after) = (0, 0);
    for round in case.rounds() {
        let Some(update) = case.updates().find(|o| o.round == round && o.started > end.done) else { continue };
        let waiting: Vec<_> = case.waiters().filter(|o| o.round == round && o.done > update.started).collect();
        let message = |what: &str| id(what).count("waiters", waiting.len());
        let shown = || [end, update];
        let woken = waiting.iter().any(|o| o.news().is_some());
        if let Some(answer) = update.answer().filter(|_| !update.succeeded()) {
            let message = message("error").count("code", answer.code.into()).text("error", error_line(answer));
            return Finding::fail(message).showing(shown());
        }
        let sent = update.sent.unwrap_or(update.started);
        match case.limits.wait_for(sent, update) {
            Promptness::Lost => {
                let what = match (update.was_cut(), woken) {
                    (true, _) => "cut",
                    (false, true) => "unanswered",
                    (false, false) => "hangs",
                };
                let timing = case.limits.timing(sent, update.came(), case.limits.late);
                let message = message(what).time("waited", timing.observed);
                return Finding::fail(message).timed(timing).showing(shown());
            }
            Promptness::Unsure => return case.noisy(sent, update.came()),
            _ => {}
        }
        let told = waiting.iter().map(|o| (*o, told(case, o, update)));
        let told: Vec<(&PollOperation, Told)> = told.collect();
        let of = |wanted: Told| told.iter().filter(move |(_, told)| *told == wanted).map(|(o, _)| *o);
        if let Some(first) = of(Told::Lost).next() {
            let what = if first.answer().is_some_and(|a| a.code >= 300) { "refused" } else { "forgotten" };
            let code = first.answer().map_or(0, |a| a.code).into();
            let message = message(what).count("lost", of(Told::Lost).count()).count("code", code);
            let timing = case.limits.timing(due_from(first, update), first.came(), case.limits.late);
            return Finding::fail(message).timed(timing).showing(shown().into_iter().chain(of(Told::Lost)));
        }
        if let Some(unsure) = of(Told::Unsure).next() {
            return case.noisy(due_from(unsure, update), unsure.came());
        }
        if let Some(read) = case.reads().find(|o| o.round == round && o.started > update.done && o.state().is_none()) {
            return match case.limits.wait_for(read.started, read) {
                Promptness::Unsure => case.noisy(read.started, read.came()),
                _ => {
                    let timing = case.limits.timing(read.started, read.came(), case.limits.late);
                    let message = message("silent").time("waited", timing.observed);
                    Finding::fail(message).timed(timing).showing(shown().into_iter().chain([read]))
                }
            };
        }
        let came_before = |o: &&PollOperation| o.started < end.done;
        during += of(Told::News).filter(came_before).count();
        after += of(Told::News).filter(|o| !came_before(o)).count();
    }
    if during < case.at_least || after < case.at_least {
        return case.nothing();
    }
    Finding::pass(id("pass").count("during", during).count("after", after).time("hold", held(end)))
}

/// What became of one that waited when an update was sent.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Told {
    News,
    Lost,
    /// Its own hold ended in that very moment.
    Ended,
    Unsure,
}

fn told(case: &PollCase, waiter: &PollOperation, update: &PollOperation) -> Told {
    // One that comes late has come: how late it may is for another rule to say.
    if waiter.news().is_some() {
        return Told::News;
    }
    match case.limits.wait_for(due_from(waiter, update), waiter) {
        Promptness::Unsure => Told::Unsure,
        Promptness::Prompt if waiter.ended_by_itself() && says_no_change(case, waiter) => Told::Ended,
        _ => Told::Lost,
    }
}

fn says_no_change(case: &PollCase, waiter: &PollOperation) -> bool {
    waiter.answer().is_some_and(|answer| case.contract().no_change.codes.contains(&answer.code))
}

/// The first poll of this scenario whose hold ended by itself: no update was sent meanwhile that should have woken it.
fn first_end<'a>(case: &PollCase<'a>) -> Option<&'a PollOperation<'a>> {
    let is_left_alone = |poll: &PollOperation| {
        let mut updates = case.all().filter(|o| o.kind == PollKind::Update);
        !updates.any(|o| o.done > poll.started && o.started < poll.done)
    };
    case.waiters().filter(|o| o.ended_by_itself() && is_left_alone(o)).min_by_key(|o| o.done)
}

fn held(poll: &PollOperation) -> Nanos {
    poll.came().saturating_sub(poll.sent.unwrap_or(poll.started))
}
