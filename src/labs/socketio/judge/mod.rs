//! What the rules of several labs of the family look at in the same way. Each of them has its own rule, with its own name
//! and its own sentences: `rule` is that name here.
#![deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros)]

pub mod arrivals;
pub mod delivery;
pub mod departures;
pub mod elsewhere;
pub mod empty_event;
pub mod late;
pub mod leaks;
pub mod mangled;
pub mod namesakes;
pub mod unreachable;

use super::case::{ChatCase, ChatRun, Fates};
use super::kin::Kin;
use crate::checker::{Case, Finding, Question, Undecided};
use crate::contract::Contract;
use crate::history::History;

/// What the rules of one lab find in a run, each by `answer`.
pub fn judged(
    history: &History,
    contract: &Contract,
    questions: &[Question],
    kin: &'static Kin,
    answer: fn(&ChatCase, &Question) -> Finding,
) -> Vec<Finding> {
    let Some(chat) = kin.table.of(contract) else {
        return questions.iter().map(|_| Finding::undecided(Undecided::Nothing)).collect();
    };
    let run = ChatRun::new(history, chat, kin);
    let case = |question| ChatCase::new(&run, Case::new(history, &run.limits, question));
    questions.iter().map(|question| answer(&case(question), question)).collect()
}

/// What a rule found, and what becomes of that if the server ended meanwhile or was started anew. Some judge themselves
/// whether it died.
pub fn answered(case: &ChatCase, question: &Question, found: Option<Finding>, of_death: &[&str]) -> Finding {
    let Some(finding) = found else { return case.nothing() };
    let finding = if of_death.contains(&question.rule) { finding } else { case.unless_dead(finding) };
    case.restarted().filter(|_| question.required).unwrap_or(finding)
}

/// Why nothing is decided of something that was due, if nothing is.
pub fn undecided(case: &ChatCase, fates: Fates) -> Finding {
    let is_connected = case.scene().links.iter().any(|link| link.detail.connected().is_some());
    match fates.unsure.into_iter().next() {
        Some(finding) => finding,
        None if is_connected || case.scene().links.is_empty() => case.nothing(),
        None => Finding::requires(case.run.kin.rules.vital),
    }
}
