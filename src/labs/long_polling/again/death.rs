//! The requests before a death, in their order, and one that nobody answers any more.

use super::terminal::Terminal;
use crate::history::{Outcome, Reason};
use crate::labs::again::{ByHand, Shown, at_once};
use crate::labs::long_polling::record::{PollKind, PollOperation};
use std::borrow::Cow;

/// So many requests are shown.
const MOST: usize = 4;

/// What went on in the last moments, as long as a hold goes on: what it dies of may have been begun by another scenario.
pub fn again(shown: &Shown, terminal: &Terminal) -> Option<ByHand> {
    let death = shown.evidence.last()?;
    let from = death.started.saturating_sub(terminal.hold_and_more());
    let mut before: Vec<PollOperation> = (shown.history.operations.iter())
        .filter(|o| (from..death.started).contains(&o.started))
        .filter_map(|o| PollOperation::of(Cow::Borrowed(o)))
        .collect();
    before.sort_by_key(|o| o.started);
    let is_here = |o: &&PollOperation| o.scenario == death.scenario && o.attempt == death.attempt;
    let here = || before.iter().filter(is_here);
    let is_odd = here().any(|o| o.kind == PollKind::Raw);
    let left = here().filter(|o| o.outcome == Outcome::Indeterminate(Reason::Left)).count();
    if !is_odd && left > 0 {
        let commands = [terminal.version(), terminal.beside_leavers(left), terminal.read()];
        return Some(ByHand::alone(commands));
    }
    let waited = |update: &PollOperation| {
        let waits = |o: &&PollOperation| o.kind == PollKind::Poll && o.started < update.started;
        before.iter().filter(waits).any(|o| o.done > update.started)
    };
    // Those that had no answer any more: it may be how many they are.
    let unanswered = here().filter(|o| o.kind == PollKind::Poll && o.answer().is_none()).count();
    if !is_odd && (unanswered > 1 || before.iter().filter(|o| o.kind == PollKind::Update).any(waited)) {
        // It may die of the update, or of the end of the hold that the update has answered already.
        let waits = at_once(unanswered, &terminal.wait());
        let commands = vec![terminal.version(), waits, terminal.beyond_the_hold(), terminal.read()];
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
