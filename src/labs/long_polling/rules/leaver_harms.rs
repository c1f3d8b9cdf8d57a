use crate::checker::{Finding, Promptness, due_from};
use crate::history::{Outcome, Reason};
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::record::PollOperation;
use crate::message::Message;

/// Clients that leave while they are held take nobody with them.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("leaver-harms-seen.{what}"));
    for round in case.rounds() {
        let waiters: Vec<_> = case.waiters().filter(|o| o.round == round && o.sent.is_some()).collect();
        let (gone, stayed): (Vec<_>, Vec<_>) =
            waiters.into_iter().partition(|o| o.outcome == Outcome::Indeterminate(Reason::Left));
        let Some(update) = case.updates().find(|o| o.round == round) else { continue };
        if gone.len() < case.at_least || stayed.is_empty() {
            continue;
        }
        let mut lost = Vec::new();
        for waiter in &stayed {
            if waiter.done < update.started {
                // Sent away when the others left, before anything had changed.
                if waiter.news().is_some() {
                    return case.foreign();
                }
                // We came so late with the update that its hold was over.
                if case.held_long_enough(waiter) {
                    return case.noisy(waiter.started, waiter.done);
                }
                lost.push(*waiter);
                continue;
            }
            let from = due_from(waiter, update);
            match case.limits.wait_for(from, waiter) {
                Promptness::Lost => lost.push(*waiter),
                Promptness::Unsure => return case.noisy(from, waiter.came()),
                _ => {}
            }
        }
        if (!lost.is_empty() || silent(case, round).is_some()) && !goes_well_without(case) {
            return Finding::requires("waiter-not-woken");
        }
        let message =
            |what: &str| id(what).count("gone", gone.len()).count("stayed", stayed.len()).count("lost", lost.len());
        if !lost.is_empty() {
            let timing = case.limits.timing(due_from(lost[0], update), lost[0].came(), case.limits.late);
            return Finding::fail(message("fail")).timed(timing).showing(std::iter::once(update).chain(lost));
        }
        return match silent(case, round) {
            Some(read) if case.limits.wait_for(read.started, read) == Promptness::Unsure => {
                case.noisy(read.started, read.came())
            }
            Some(read) => Finding::fail(message("silent"))
                .timed(case.limits.timing(read.started, read.came(), case.limits.late))
                .showing([read]),
            None => Finding::pass(message("pass")),
        };
    }
    case.nothing()
}

/// A read of this round that got no answer.
fn silent<'a>(case: &PollCase<'a>, round: u32) -> Option<&'a PollOperation<'a>> {
    case.reads().find(|o| o.round == round && o.answer().is_none())
}

/// Whether in the rounds in which nobody left all who waited were woken, and all reads were answered.
fn goes_well_without(case: &PollCase) -> bool {
    case.rounds().into_iter().all(|round| {
        let waiters: Vec<_> = case.waiters().filter(|o| o.round == round).collect();
        let has_leavers = waiters.iter().any(|o| o.outcome == Outcome::Indeterminate(Reason::Left));
        let Some(update) = case.updates().find(|o| o.round == round).filter(|_| !waiters.is_empty()) else {
            return true;
        };
        let woken = |o: &&PollOperation| case.limits.wait_for(due_from(o, update), o) != Promptness::Lost;
        has_leavers || waiters.iter().all(woken) && silent(case, round).is_none()
    })
}
