use crate::checker::Finding;
use crate::labs::long_polling::case::{PollCase, same_status, shown};
use crate::labs::long_polling::record::{PollKind, PollOperation};
use crate::message::Message;

/// A waiter is released with the new status and the new version.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("woken-with-old-pair-seen.{what}"));
    let (mut looked, mut bad) = (0, Vec::new());
    for round in case.rounds() {
        let Some(update) = case.updates().find(|o| o.round == round) else { continue };
        // An update without an answer took effect where somebody saw its news.
        let seen = || case.waiters().any(|o| o.round == round && o.news().is_some());
        if !(update.succeeded() || update.was_open() && seen()) {
            continue;
        }
        let before = last_status_before(case, update.started);
        let woken = case.waiters().filter(|o| o.round == round && o.done >= update.started && o.succeeded());
        // We came so late with the update that the hold was over as it left: nobody woke this one.
        for waiter in woken.filter(|o| o.news().is_some() || !case.held_long_enough(o)) {
            looked += 1;
            let old_status = waiter.state().is_some_and(|s| {
                let is = |status: Option<&str>| status.is_some_and(|status| same_status(status, &s.status));
                is(before) && !is(update.status())
            });
            if waiter.news().is_none() || old_status {
                bad.push(waiter);
            }
        }
    }
    if looked < case.at_least {
        return case.nothing();
    }
    // Once may be noise of a kind that the text allows; twice is a habit.
    if bad.len() > 1 {
        if bad.iter().any(|waiter| waiter.news().is_some() && is_current(case, waiter)) {
            return case.foreign();
        }
        let got = bad[0].state().map_or_else(String::new, shown);
        let what = if got.is_empty() { "empty" } else { "fail" };
        let message = id(what).count("bad", bad.len()).count("wakes", looked).text("got", got);
        return Finding::fail(message.text("sent", bad[0].version().unwrap_or_default())).showing(bad);
    }
    Finding::pass(id("pass").count("wakes", looked))
}

/// Whether the next read shows the very pair that a waiter got: then it is no old one, and somebody else made it.
fn is_current(case: &PollCase, waiter: &PollOperation) -> bool {
    let reads = case.all().filter(|o| o.kind == PollKind::Read && o.started > waiter.done);
    let next = reads.min_by_key(|o| o.started).and_then(|o| o.state());
    next.is_some() && next == waiter.state()
}

/// The status that was sent before the one of an update.
fn last_status_before<'a>(case: &PollCase<'a>, moment: u64) -> Option<&'a str> {
    let before = case.all().filter(|o| o.status().is_some() && o.started < moment);
    before.max_by_key(|o| o.started).and_then(|o| o.status())
}
