//! The requests before a death, in their order, and one that nobody answers any more.

use super::terminal::Terminal;
use crate::labs::again::{ByHand, Shown};
use crate::labs::long_polling::record::{PollKind, PollOperation};
use std::borrow::Cow;

/// So many requests are shown.
const MOST: usize = 4;

/// What went on in the scenario in which it died.
pub fn again(shown: &Shown, terminal: &Terminal) -> Option<ByHand> {
    let death = shown.evidence.last()?;
    let mut before: Vec<PollOperation> = (shown.history.operations.iter())
        .filter(|o| (&o.scenario, o.attempt) == (&death.scenario, death.attempt) && o.started < death.started)
        .filter_map(|o| PollOperation::of(Cow::Borrowed(o)))
        .collect();
    before.sort_by_key(|o| o.started);
    let is_odd = before.iter().any(|o| o.kind == PollKind::Raw);
    let update = before.iter().rfind(|o| o.kind == PollKind::Update);
    let waited = |update: &&PollOperation| {
        let waits = |o: &&PollOperation| o.kind == PollKind::Poll && o.started < update.started;
        before.iter().filter(waits).any(|o| o.done > update.started)
    };
    if !is_odd && update.as_ref().is_some_and(waited) {
        // It may die of the update, or of the end of the hold that the update has answered already.
        let commands = vec![terminal.version(), terminal.wait(), terminal.beyond_the_hold(), terminal.read()];
        return Some(ByHand { commands, meanwhile: vec![terminal.update(1)] });
    }
    let mut last: Vec<&PollOperation> = Vec::new();
    for operation in before.iter().rev() {
        if last.len() < MOST && last.iter().all(|other| other.request != operation.request) {
            last.push(operation);
        }
    }
    let commands = last.into_iter().rev().flat_map(|operation| terminal.asked(operation));
    Some(ByHand::alone(commands.chain([terminal.read()])))
}
