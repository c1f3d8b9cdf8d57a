use crate::checker::{Case, Finding, Message, Promptness};
use crate::history::Operation;

/// Held polls do not keep an update from taking effect.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("update-blocked-seen.{what}"));
    let mut most = 0;
    for round in case.rounds() {
        let Some(update) = case.updates().find(|o| o.round == round) else { continue };
        let held = held_during(case, update);
        if held.is_empty() {
            continue;
        }
        let from = update.sent.unwrap_or(update.started);
        let news = held.iter().copied().filter(|o| o.news().is_some());
        let shown = news.chain(update.succeeded().then_some(update)).filter(|o| o.done >= update.started);
        let effect = shown.map(Operation::came).min();
        if effect.is_none() && update.answer().is_some() {
            let code = update.answer().map_or(0, |a| a.code).into();
            return Finding::fail(id("code").count("waiters", held.len()).count("code", code)).showing([update]);
        }
        let judged = match effect {
            Some(at) => case.limits.judge(from, at, true),
            None => case.limits.wait_for(from, update),
        };
        match judged {
            Promptness::Lost => {
                let waited = effect.unwrap_or(update.came()).saturating_sub(from);
                let what = if effect.is_none() && update.was_cut() { "cut" } else { "fail" };
                let message = id(what).count("waiters", held.len()).time("waited", waited);
                return Finding::fail(message)
                    .timed(case.limits.timing(from, from + waited, case.limits.late))
                    .showing(std::iter::once(update).chain(held));
            }
            Promptness::Unsure => return case.noisy(from, effect.unwrap_or(update.came())),
            _ => most = most.max(held.len()),
        }
    }
    if most < case.at_least {
        return case.nothing();
    }
    Finding::pass(id("pass").count("waiters", most))
}

/// The polls that were open when an operation was sent.
pub fn held_during<'a>(case: &Case<'a>, operation: &Operation) -> Vec<&'a Operation> {
    let from = operation.started;
    case.waiters().filter(|o| o.sent.is_some_and(|sent| sent < from) && o.done > from).collect()
}
