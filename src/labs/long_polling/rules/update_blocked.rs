use crate::checker::{Finding, Promptness};
use crate::history::Nanos;
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::record::PollOperation;
use crate::message::Message;

/// Held polls do not keep an update from taking effect. The rounds hold more and more of them: the first number at
/// which nothing moves any more is the size of the server's pool, or near it.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("update-blocked-seen.{what}"));
    let mut most = 0;
    for passage in case.rounds().into_iter().filter_map(|round| passage(case, round)) {
        let Passage { update, held, from, waited, effect, promptness } = passage;
        if let (None, Some(answer)) = (effect, update.answer()) {
            let code = answer.code.into();
            return Finding::fail(id("code").count("waiters", held.len()).count("code", code)).showing([update]);
        }
        match promptness {
            Promptness::Lost => {
                let what = match effect {
                    None if update.was_cut() => "cut",
                    _ if most > 0 => "beyond",
                    _ => "fail",
                };
                let message = id(what).count("waiters", held.len()).count("fine", most).time("waited", waited);
                return Finding::fail(message)
                    .timed(case.limits.timing(from, from + waited, case.limits.beside_others().late))
                    .showing(std::iter::once(update).chain(held));
            }
            Promptness::Unsure => return case.noisy(from, from + waited),
            _ => most = most.max(held.len()),
        }
    }
    if most < case.at_least {
        return case.nothing();
    }
    Finding::pass(id("pass").count("waiters", most))
}

/// How the update of a round fared while polls were held.
pub struct Passage<'a> {
    pub update: &'a PollOperation<'a>,
    pub held: Vec<&'a PollOperation<'a>>,
    /// When it had left.
    pub from: Nanos,
    /// When it was first seen to have taken effect: by its answer, or by the news that a poll got.
    pub effect: Option<Nanos>,
    pub waited: Nanos,
    pub promptness: Promptness,
}

/// None where nobody waited or nothing was updated.
pub fn passage<'a>(case: &PollCase<'a>, round: u32) -> Option<Passage<'a>> {
    let update = case.updates().find(|o| o.round == round)?;
    let held = held_during(case, update);
    if held.is_empty() {
        return None;
    }
    let from = update.sent.unwrap_or(update.started);
    let news = held.iter().copied().filter(|o| o.news().is_some());
    let shown = news.chain(update.succeeded().then_some(update)).filter(|o| o.done >= update.started);
    let effect = shown.map(|o| o.came()).min();
    let limits = case.limits.beside_others();
    let promptness = match effect {
        Some(at) => limits.judge(from, at, true),
        None => limits.wait_for(from, update),
    };
    let waited = effect.unwrap_or(update.came()).saturating_sub(from);
    Some(Passage { update, held, from, effect, waited, promptness })
}

/// The polls that were open when an operation was sent.
pub fn held_during<'a>(case: &PollCase<'a>, operation: &PollOperation) -> Vec<&'a PollOperation<'a>> {
    let from = operation.started;
    case.waiters().filter(|o| o.sent.is_some_and(|sent| sent < from) && o.done > from).collect()
}
