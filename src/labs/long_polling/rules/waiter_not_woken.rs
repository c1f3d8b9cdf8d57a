use crate::checker::{Finding, Promptness, due_from};
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::record::PollOperation;
use crate::message::Message;

/// One update releases every waiting poll.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("waiter-not-woken-seen.{what}"));
    let (mut rounds, mut woken, mut most) = (0, 0, 0);
    for round in case.rounds() {
        let waiters: Vec<_> = case.waiters().filter(|o| o.round == round && o.sent.is_some()).collect();
        let Some(update) = case.updates().find(|o| o.round == round) else { continue };
        if waiters.is_empty() || !took_effect(update, &waiters) {
            continue;
        }
        let early: Vec<_> = waiters.iter().filter(|o| o.done < update.started).copied().collect();
        if early.iter().any(|o| o.news().is_some()) {
            return case.foreign();
        }
        // We came so late with the update that their holds were over: that is the machine's doing.
        if early.iter().any(|o| case.held_long_enough(o)) {
            continue;
        }
        let mut lost = early;
        for waiter in waiters.iter().filter(|o| o.done >= update.started) {
            let from = due_from(waiter, update);
            match case.limits.wait_for(from, waiter) {
                Promptness::Lost => lost.push(waiter),
                Promptness::Unsure => return case.noisy(from, waiter.came()),
                _ => {}
            }
        }
        let refused = waiters.iter().find(|o| o.done >= update.started && o.answer().is_some_and(|a| a.code >= 300));
        if let Some(waiter) = refused.filter(|_| lost.is_empty()) {
            let code = waiter.answer().map_or(0, |a| a.code).into();
            let message = id("error").count("waiters", waiters.len()).count("code", code);
            return Finding::fail(message).showing([update, *waiter]);
        }
        if !lost.is_empty() {
            let message = id("fail").count("waiters", waiters.len()).count("lost", lost.len());
            let message = message.count("woken", waiters.len() - lost.len()).time("limit", case.limits.late);
            let timing = case.limits.timing(due_from(lost[0], update), lost[0].came(), case.limits.late);
            return Finding::fail(message).timed(timing).showing(std::iter::once(update).chain(lost));
        }
        rounds += 1;
        woken += waiters.len();
        most = most.max(waiters.len());
    }
    if most < case.at_least {
        return case.nothing();
    }
    Finding::pass(id("pass").count("woken", woken).count("rounds", rounds).count("most", most))
}

/// An update without an answer has taken effect if somebody saw its news.
fn took_effect(update: &PollOperation, waiters: &[&PollOperation]) -> bool {
    update.succeeded() || waiters.iter().any(|o| o.news().is_some() && o.done >= update.started)
}
