use crate::checker::{Finding, Promptness, due_from};
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::record::{PollOperation, PollRole};
use crate::message::Message;

/// One client that reads nothing keeps nobody else from an answer.
///
/// It shows only with a status too long for the buffers of a connection, which the lab text does not ask a server to
/// take: of two servers with this fault the one that checks its input better would look the better one. So this is
/// advice. The same is done first without such a client, and what is slow then is not laid on it.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("stuck-client-blocks-seen.{what}"));
    let (mut alone, mut beside) = (None, None);
    for round in case.rounds() {
        let stuck = case.operations().any(|o| o.round == round && o.role == Some(PollRole::Stuck));
        let waiters: Vec<_> = case.waiters().filter(|o| o.round == round).collect();
        // The last one: before it, the status is another one again.
        let update = case.updates().filter(|o| o.round == round).max_by_key(|o| o.started);
        let Some(update) = update.filter(|_| !waiters.is_empty()) else { continue };
        if let Some(answer) = update.answer().filter(|_| !update.succeeded()) {
            return Finding::pass(id("refused").count("code", answer.code.into()));
        }
        let read = case.reads().find(|o| o.round == round);
        let asked: Vec<_> = std::iter::once(update).chain(waiters).chain(read).collect();
        *(if stuck { &mut beside } else { &mut alone }) = Some((update, asked));
    }
    let (Some(alone), Some((update, beside))) = (alone, beside) else { return case.nothing() };
    let judged = |update: &PollOperation, operation: &PollOperation| {
        case.limits.wait_for(due_from(operation, update).max(operation.started), operation)
    };
    if alone.1.iter().any(|o| !matches!(judged(alone.0, o), Promptness::Prompt | Promptness::Late)) {
        return case.nothing();
    }
    let late: Vec<_> = beside.iter().filter(|o| judged(update, o) == Promptness::Lost).copied().collect();
    if !late.is_empty() {
        let message = id("fail").count("late", late.len()).count("others", beside.len());
        return Finding::fail(message).showing(late);
    }
    match beside.iter().find(|o| judged(update, o) == Promptness::Unsure) {
        Some(unsure) => case.noisy(unsure.started, unsure.done),
        None => Finding::pass(id("pass").count("others", beside.len())),
    }
}
