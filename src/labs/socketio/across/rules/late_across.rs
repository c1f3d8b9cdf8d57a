use super::{CROSSING, between};
use crate::checker::{Finding, Promptness};
use crate::history::Nanos;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::judge::undecided;
use crate::message::Message;

/// What is said arrives promptly on the other instance, usually: of several, the middle one counts.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("late-across-seen.{what}"));
    let fates = between::singly_across(case);
    if fates.heard.is_empty() {
        let missed = !fates.lost.is_empty() || !fates.ended.is_empty();
        return if missed { Finding::requires(CROSSING) } else { undecided(case, fates) };
    }
    let times = |(from, to): &(Nanos, Nanos)| (case.limits.judge(*from, *to, true), to.saturating_sub(*from));
    let mut all: Vec<(Nanos, Nanos)> = fates.heard.iter().map(|(say, _, heard)| (say.due(), heard.at)).collect();
    all.sort_by_key(|(from, to)| to.saturating_sub(*from));
    let sure: Vec<(Nanos, Nanos)> = all.iter().filter(|pair| times(pair).0 != Promptness::Unsure).copied().collect();
    if sure.len() < case.at_least {
        let worst = all.last().filter(|_| sure.len() < all.len());
        return worst.map_or_else(|| case.nothing(), |(from, to)| case.noisy(*from, *to));
    }
    let (from, to) = sure[sure.len() / 2];
    let (promptness, took) = times(&(from, to));
    let limit = if promptness == Promptness::Lost { case.limits.late } else { case.limits.prompt };
    let timing = case.limits.timing(from, to, limit);
    let message = |what: &str| {
        let message = id(what).time("took", took).count("messages", sure.len());
        message.time("limit", limit).time("noise", timing.noise)
    };
    let shown = || {
        let slow = fates.heard.iter().filter(|(say, _, heard)| heard.at.saturating_sub(say.due()) >= took);
        slow.take(2).flat_map(|(say, link, _)| [say.operation, link.operation])
    };
    let finding = match promptness {
        Promptness::Prompt => Finding::pass(message("pass")),
        Promptness::Late => Finding::half(message("late")).showing(shown()),
        Promptness::Lost | Promptness::Unsure => Finding::fail(message("fail")).showing(shown()),
    };
    finding.timed(timing).of_times(sure.iter().map(|(from, to)| to.saturating_sub(*from)))
}
