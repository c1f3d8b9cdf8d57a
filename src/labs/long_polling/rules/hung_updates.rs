//! Updates that get no answer any more and change nothing, though the server answers what else is asked.

use crate::checker::Promptness;
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::record::{PollKind, PollOperation};

/// So many in a row are no chance.
const ENOUGH: usize = 3;

/// The valid updates at the end of the run that were left without an answer, in the order in which they were sent. None
/// if some poll of ours was held when the first of them was sent: what held polls do to updates is for another rule.
pub fn last<'a>(case: &PollCase<'a>) -> Option<Vec<&'a PollOperation<'a>>> {
    let mut updates: Vec<_> = case.all().filter(|o| case.is_valid_update(o)).collect();
    updates.sort_by_key(|o| o.started);
    let answered = updates.iter().rposition(|o| !o.was_open()).map_or(0, |place| place + 1);
    let hung = updates.split_off(answered);
    let first = *hung.first().filter(|_| hung.len() >= ENOUGH)?;
    let is_held = |o: &&PollOperation| o.kind == PollKind::Poll && o.started <= first.started && o.done > first.started;
    let is_lost = case.limits.wait_for(first.sent.unwrap_or(first.started), first) == Promptness::Lost;
    let after = || case.all().filter(|o| o.started > first.started && o.answer().is_some());
    let versions = |o: &'a PollOperation<'a>| o.state().map(|state| state.version.token.as_str());
    let known = case.all().filter(|o| o.done < first.started).filter_map(versions).collect::<Vec<_>>();
    let has_effect = after().filter_map(versions).any(|version| !known.contains(&version));
    // If none ever got an answer, what they change is seen, and nobody is told.
    let is_felt = has_effect && answered > 0;
    (is_lost && after().next().is_some() && !is_felt && !case.all().any(|o| is_held(&o))).then_some(hung)
}

/// Whether no valid update of the run got an answer, though what these change is seen.
pub fn take_effect(case: &PollCase, hung: &[&PollOperation]) -> bool {
    let versions = case.all().filter_map(|o| o.state().filter(|_| o.started > hung[0].started));
    let mut seen: Vec<&str> = versions.map(|state| state.version.token.as_str()).collect();
    seen.sort_unstable();
    seen.dedup();
    seen.len() > 1
}

/// Whether such updates were sent before this scenario was over.
pub fn reach(case: &PollCase) -> bool {
    let last_note = case.notes().map(|note| note.at).max().unwrap_or(0);
    last(case).is_some_and(|hung| hung[0].started < case.operations().map(|o| o.done).fold(last_note, u64::max))
}
