use crate::checker::{Finding, Promptness, Timing};
use crate::history::{Nanos, median};
use crate::labs::long_polling::page::case::{PageCase, Sight};
use crate::labs::long_polling::page::display::{Walked, shows};
use crate::labs::long_polling::page::record::PageKind;
use crate::message::Message;

/// Some visible element follows the status, and soon. Only changes that a poll waited for are judged; the median counts.
pub fn judge(case: &PageCase) -> Finding {
    let Some(round) = case.rounds().first().copied() else { return case.nothing() };
    let changes = case.changes(round);
    if changes.len() < case.at_least {
        return case.nothing();
    }
    // What no poll waits for, or no poll is told, cannot be shown.
    let polls = case.asked(PageKind::Poll);
    let is_told = |from: Nanos, to: Nanos| {
        let within = |head: Nanos| head >= from && head < to;
        polls.iter().any(|poll| poll.round == round && poll.head.is_some_and(within))
    };
    let ends = changes.iter().skip(1).map(|one| one.at).chain([Nanos::MAX]);
    let told = changes.iter().zip(ends).filter(|(one, to)| one.held && is_told(one.at, *to)).count();
    if told * 2 < changes.len() {
        return Finding::requires("version-not-sent-back");
    }
    let followers = case.followers(&changes);
    let Some(follower) = followers.first() else {
        let (from, to) = (changes[0].at, changes[changes.len() - 1].at);
        if case.limits.too_noisy(from, to) {
            return case.noisy(from, to);
        }
        let statuses: Vec<&str> = changes.iter().map(|one| one.status.as_str()).collect();
        let message = Message::new("change-not-shown-seen.fail").count("changes", changes.len());
        return Finding::fail(message.text("statuses", statuses.join(" → ")));
    };
    let walked: Vec<Walked> = changes.iter().map(|one| Walked { status: &one.status, screen: &one.screen }).collect();
    let shown = changes.iter().filter(|one| one.held).filter_map(|one| {
        let first = followers.iter().filter_map(|follower| {
            let is = |element: &(String, String)| shows(element, follower, &one.status, &walked);
            case.first(Sight::of(round), one.at, &follower.place, is)
        });
        Some((one.at, first.min()?))
    });
    let shown: Vec<(Nanos, Nanos)> = shown.collect();
    let took: Vec<Nanos> = shown.iter().map(|(from, to)| to - from).collect();
    let Some(middle) = median(took.clone()) else { return case.nothing() };
    let (from, to) = shown.iter().copied().find(|(from, to)| to - from == middle).unwrap_or_default();
    let message = |what: &str| {
        let message = Message::new(format!("change-not-shown-seen.{what}")).count("changes", changes.len());
        message.time("median", middle).text("place", &follower.place)
    };
    let timing = Timing { observed: middle, limit: case.limits.prompt, noise: case.limits.noise(from, to) };
    let finding = match case.limits.judge(from, to, true) {
        Promptness::Prompt => Finding::pass(message("pass")),
        Promptness::Late => Finding::half(message("late")),
        Promptness::Lost => Finding::fail(message("too-late")),
        Promptness::Unsure => return Finding::noise(timing),
    };
    finding.timed(timing).of_times(took)
}
