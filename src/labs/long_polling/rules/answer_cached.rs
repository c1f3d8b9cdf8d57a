use crate::checker::Finding;
use crate::labs::long_polling::case::{PollCase, same_status, shown};
use crate::labs::long_polling::record::{PollKind, PollOperation, PollRole};
use crate::message::Message;
use std::collections::BTreeMap;

/// An update is seen by who asks the same as before it, and not only by who asks in other words: nothing between the state
/// and its clients answers by the address alone.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("answer-cached-seen.{what}"));
    let questions = questions(case);
    if let Some(repeated) = questions.iter().find(|question| question.is_repeated()).filter(|_| is_habit(case)) {
        let old = repeated.before.state().map(shown).unwrap_or_default();
        let new = repeated.other.first().and_then(|o| o.state()).map(shown).unwrap_or_default();
        let message = id("fail").text("old", old).text("new", new).count("times", repeated.same.len());
        let last = repeated.same.last().into_iter().chain(repeated.other.last()).copied();
        return Finding::fail(message).showing([repeated.before, repeated.update].into_iter().chain(last));
    }
    if questions.is_empty() {
        return Finding::requires("behind-kept-waiting");
    }
    Finding::pass(id("pass").count("questions", questions.len()))
}

/// Once may be chance.
const HABIT: usize = 2;

/// Whether answers are repeated by their address, each time that it was looked at.
pub fn is_habit(case: &PollCase) -> bool {
    let questions = questions(case);
    questions.len() >= HABIT && questions.iter().all(Question::is_repeated)
}

/// One question, asked before an update and again after it, and the same in words that were never used.
struct Question<'a> {
    before: &'a PollOperation<'a>,
    update: &'a PollOperation<'a>,
    same: Vec<&'a PollOperation<'a>>,
    other: Vec<&'a PollOperation<'a>>,
}

impl Question<'_> {
    fn is_repeated(&self) -> bool {
        let (Some(old), Some(sent)) = (self.before.state(), self.update.status()) else { return false };
        let is_new =
            |o: &&PollOperation| o.state().is_some_and(|state| same_status(sent, &state.status) && state != old);
        !self.same.is_empty()
            && !self.other.is_empty()
            && self.same.iter().all(|o| o.state() == Some(old))
            && self.other.iter().all(is_new)
    }
}

/// All that was asked so in the run, of each scenario the last time that it was driven.
fn questions<'a>(case: &PollCase<'a>) -> Vec<Question<'a>> {
    let mut rounds: BTreeMap<(&str, u32), Vec<&PollOperation>> = BTreeMap::new();
    let asked = || case.all().filter(|o| o.role == Some(PollRole::Repeater));
    for operation in asked() {
        let last = asked().filter(|o| o.scenario == operation.scenario).map(|o| o.attempt).max();
        if last == Some(operation.attempt) {
            rounds.entry((&operation.scenario, operation.round)).or_default().push(operation);
        }
    }
    rounds.into_values().filter_map(question).collect()
}

fn question<'a>(mut asked: Vec<&'a PollOperation<'a>>) -> Option<Question<'a>> {
    asked.sort_by_key(|o| o.started);
    let update = asked.iter().copied().find(|o| o.kind == PollKind::Update && o.succeeded())?;
    let answered = || asked.iter().copied().filter(|o| o.kind == PollKind::Read && o.answer().is_some());
    let before = answered().find(|o| o.done <= update.started)?;
    let after = answered().filter(|o| o.started >= update.done);
    let (same, other) = after.partition(|o| o.request.path == before.request.path);
    Some(Question { before, update, same, other })
}
