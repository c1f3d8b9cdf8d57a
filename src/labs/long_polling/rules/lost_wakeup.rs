use crate::checker::{Finding, Promptness, due_from};
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::record::{PollKind, PollOperation, PollRole};
use crate::labs::long_polling::small_race::SmallRace;
use crate::message::Message;
use std::collections::BTreeMap;

/// Polls sent around the moment of an update are all answered, whichever came first.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("lost-wakeup-seen.{what}"));
    let mut rounds: BTreeMap<u32, (Vec<&PollOperation>, Option<&PollOperation>)> = BTreeMap::new();
    for operation in case.operations() {
        let round = rounds.entry(operation.round).or_default();
        if operation.is(PollKind::Poll, PollRole::Racer) {
            round.0.push(operation);
        } else if operation.is(PollKind::Update, PollRole::Updater) {
            round.1 = Some(operation);
        }
    }
    let (mut chances, mut raced, mut unsure) = (0, 0, None);
    let mut lost = Vec::new();
    for (polls, update) in rounds.values() {
        let Some(update) = update else { continue };
        let effect = update.succeeded() || polls.iter().any(|o| o.news().is_some());
        if polls.is_empty() || !effect {
            continue;
        }
        raced += 1;
        for poll in polls {
            let from = due_from(poll, update);
            match case.limits.wait_for(from, poll) {
                Promptness::Lost => lost.push((*poll, *update)),
                Promptness::Unsure => {
                    // No chance: the machine was too busy to see what became of it.
                    unsure = Some((from, poll.came()));
                    continue;
                }
                _ => {}
            }
            chances += 1;
        }
    }
    let message = |what: &str| id(what).count("chances", chances).count("rounds", raced).count("lost", lost.len());
    if let Some((poll, update)) = lost.first() {
        let from = due_from(poll, update);
        let sent = |o: &PollOperation| o.sent.unwrap_or(o.started);
        let offset = sent(poll).abs_diff(sent(update));
        let side = if sent(poll) < sent(update) { "before" } else { "after" };
        let smaller = case.notes().filter_map(|note| SmallRace::of_note(&note.event)).last();
        let smaller = smaller.and_then(|race| Some((race.offset?, race)));
        let message = smaller.map_or_else(
            || message("fail"),
            |(offset, race)| {
                let counts = [("pollers", race.pollers), ("played", race.played), ("again", race.lost)];
                let counted = counts
                    .into_iter()
                    .fold(message("fail-again"), |all, (name, count)| all.count(name, count as usize));
                counted.text("when", offset.to_string())
            },
        );
        let message =
            message.time("waited", poll.came().saturating_sub(from)).time("offset", offset).text("side", side);
        let timing = case.limits.timing(from, poll.came(), case.limits.late);
        return Finding::fail(message).timed(timing).showing(lost.iter().flat_map(|(poll, update)| [*update, *poll]));
    }
    if chances < case.at_least {
        return unsure.map_or_else(|| case.nothing(), |(from, to)| case.noisy(from, to));
    }
    Finding::pass(message("pass"))
}
