use crate::checker::{Finding, Promptness, Timing, due_from};
use crate::labs::long_polling::case::PollCase;
use crate::message::Message;

/// The slowest wakes are shown, each with its update.
const SLOWEST: usize = 5;

/// Waiters are released at once. The median counts: one slow answer is no habit.
pub fn judge(case: &PollCase) -> Finding {
    let mut judged = Vec::new();
    for round in case.rounds() {
        let Some(update) = case.updates().find(|o| o.round == round) else { continue };
        for waiter in case.waiters().filter(|o| o.round == round && o.answer().is_some() && o.done >= update.started) {
            let from = due_from(waiter, update);
            let took = waiter.came().saturating_sub(from);
            judged.push((
                took,
                case.limits.judge(from, waiter.came(), true),
                [update, waiter],
                case.limits.noise(from, waiter.came()),
            ));
        }
    }
    if judged.len() < case.at_least {
        return case.nothing();
    }
    judged.sort_by_key(|(took, ..)| *took);
    let count = |wanted: Promptness| judged.iter().filter(|(_, p, ..)| *p == wanted).count();
    let (median, longest) = (judged[judged.len() / 2].0, judged[judged.len() - 1].0);
    let noise = judged.iter().map(|(.., noise)| *noise).max().unwrap_or(0);
    let without_longest = |what: &str| {
        Message::new(format!("woken-late-seen.{what}"))
            .count("wakes", judged.len())
            .time("median", median)
            .time("limit", case.limits.prompt)
            .time("noise", noise)
    };
    let message = |what: &str| without_longest(what).time("longest", longest);
    let timing = |limit| Timing { observed: median, limit, noise };
    let (prompt, late) = (timing(case.limits.prompt), timing(case.limits.late));
    let half = judged.len() / 2;
    let slowest = judged.iter().rev().take(SLOWEST).flat_map(|(_, _, both, _)| *both);
    let finding = if count(Promptness::Prompt) > half {
        let is_over = longest > case.limits.prompt + noise;
        Finding::pass(if is_over { without_longest("some-late") } else { message("pass") }).timed(prompt)
    } else if count(Promptness::Prompt) + count(Promptness::Unsure) > half {
        Finding::noise(prompt)
    } else if count(Promptness::Prompt) + count(Promptness::Late) > half {
        Finding::half(message("late")).timed(prompt).showing(slowest)
    } else if count(Promptness::Lost) > half {
        Finding::fail(message("fail")).timed(late).showing(slowest)
    } else {
        Finding::noise(prompt)
    };
    finding.of_times(judged.iter().map(|(took, ..)| *took))
}
