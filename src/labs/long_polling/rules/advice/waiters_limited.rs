use crate::checker::{Finding, Promptness, due_from};
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::record::PollOperation;
use crate::labs::long_polling::rules::update_blocked::{Passage, passage};
use crate::message::Message;

/// More clients wait than the lab asks for: at how many does the server stop answering?
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("waiters-limited-seen.{what}"));
    let mut most = 0;
    for passage in case.rounds().into_iter().filter_map(|round| passage(case, round)) {
        let Passage { update, held, .. } = &passage;
        let waited = || held.iter().map(|o| (case.limits.wait_for(due_from(o, update), o), *o));
        let read = case.reads().find(|o| o.round == update.round);
        let read = read.map(|o| (case.limits.wait_for(o.started, o), o));
        let all = || std::iter::once((passage.promptness, *update)).chain(waited()).chain(read);
        let bad = all().find(|(promptness, o)| *promptness == Promptness::Lost || refused(o)).map(|(_, o)| o);
        if let Some(bad) = bad {
            let what = if most > 0 { "beyond" } else { "fail" };
            let message = id(what).count("waiters", held.len()).count("fine", most);
            return Finding::fail(message).showing([*update, bad]);
        }
        if let Some((_, unsure)) = all().find(|(promptness, _)| *promptness == Promptness::Unsure) {
            return case.noisy(unsure.started, unsure.done);
        }
        most = most.max(held.len());
    }
    if most < case.at_least {
        return case.nothing();
    }
    Finding::pass(id("pass").count("waiters", most))
}

/// Answered, and with an error: the server is full.
fn refused(operation: &PollOperation) -> bool {
    operation.answer().is_some_and(|answer| answer.code >= 400)
}
