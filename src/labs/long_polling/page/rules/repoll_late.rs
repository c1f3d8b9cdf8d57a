use crate::checker::{Finding, Timing};
use crate::history::{Nanos, median};
use crate::labs::long_polling::page::case::PageCase;
use crate::labs::long_polling::page::record::PageKind;
use crate::message::Message;
use std::collections::BTreeSet;

/// After an answer the page asks again at once: by then.
const AT_ONCE: Nanos = 500_000_000;
/// Later than at once, and still soon: half of the points.
const SOON: Nanos = 1_500_000_000;

pub fn judge(case: &PageCase) -> Finding {
    let polls = case.asked_of_one(PageKind::Poll);
    let answered: Vec<_> = polls.iter().filter(|poll| poll.succeeded()).collect();
    let Some(first) = answered.first() else { return case.nothing() };
    let next = |answered: Nanos, round: u32| {
        polls.iter().find(|poll| poll.round == round && poll.started >= answered).map(|poll| poll.started)
    };
    let gaps = answered.iter().filter_map(|poll| {
        let head = poll.head?;
        Some((head, next(head, poll.round)?))
    });
    let gaps: Vec<(Nanos, Nanos)> = gaps.collect();
    let took: Vec<Nanos> = gaps.iter().map(|(from, to)| to - from).collect();
    let Some(middle) = median(took.clone()) else {
        return Finding::fail(Message::new("repoll-late-seen.never")).showing([**first]);
    };
    if gaps.len() < case.at_least {
        return case.nothing();
    }
    let (from, to) = gaps.iter().copied().find(|(from, to)| to - from == middle).unwrap_or_default();
    // One that polls by the clock, and has several polls waiting, is answered all of them at once.
    let overlap = || {
        let rounds: BTreeSet<u32> = polls.iter().map(|poll| poll.round).collect();
        rounds.into_iter().any(|round| case.beside(round, 0, Nanos::MAX).is_some())
    };
    let noise = case.limits.noise(from, to);
    let timing = |limit| Timing { observed: middle, limit, noise };
    let message =
        |what: &str| Message::new(format!("repoll-late-seen.{what}")).count("gaps", gaps.len()).time("median", middle);
    let finding = if middle <= AT_ONCE + noise {
        Finding::pass(message("pass")).timed(timing(AT_ONCE))
    } else if case.limits.too_noisy(from, to) {
        return Finding::noise(timing(AT_ONCE));
    } else if overlap() {
        return Finding::requires("polls-overlap");
    } else if middle <= SOON + noise {
        Finding::half(message("late")).timed(timing(AT_ONCE))
    } else {
        Finding::fail(message("too-late")).timed(timing(SOON))
    };
    finding.of_times(took)
}
