//! What a page did while its polls failed, one round for each way to fail.

use crate::checker::Finding;
use crate::history::{Nanos, Operation};
use crate::labs::long_polling::page::case::PageCase;
use crate::labs::long_polling::page::record::{Deed, PageKind};
use std::sync::Arc;

pub struct Faults<'a> {
    /// How they failed, as the step that did it is called.
    pub with: String,
    /// Until then.
    pub mended: Nanos,
    /// Those that came meanwhile.
    pub polls: Vec<&'a Arc<Operation>>,
    /// Those of them that failed.
    pub failed: Vec<&'a Arc<Operation>>,
    /// The next one, when they failed no more.
    pub next: Option<&'a Arc<Operation>>,
}

pub fn faults<'a>(case: &PageCase<'a>) -> Vec<Faults<'a>> {
    let polls = case.asked(PageKind::Poll);
    // A page that hangs or crashes by what failed has given up.
    let is_over = |deed: &Deed| matches!(deed, Deed::Mended { .. } | Deed::Lost { end: Some(_), .. });
    let of_round = |round: u32| {
        let deeds = || case.deeds.iter().filter(|(_, other, _)| *other == round);
        let (from, with) = deeds().find_map(|(at, _, deed)| match deed {
            Deed::Failing { with } => Some((*at, with.clone())),
            _ => None,
        })?;
        let mended = deeds().find(|(_, _, deed)| is_over(deed)).map(|(at, ..)| *at)?;
        let own = || polls.iter().copied().filter(|poll| poll.round == round);
        let meanwhile: Vec<_> = own().filter(|poll| poll.started >= from && poll.started <= mended).collect();
        // One that is no JSON came with a head that says 200.
        let is_failed = |poll: &&Arc<Operation>| {
            poll.head.is_some_and(|head| head <= mended) && (!poll.succeeded() || with == "malformed")
        };
        let failed = meanwhile.iter().copied().filter(is_failed).collect();
        let next = own().find(|poll| poll.started > mended || poll.done > mended && poll.started > from);
        Some(Faults { polls: meanwhile, failed, next, mended, with })
    };
    case.rounds().into_iter().filter_map(of_round).collect()
}

/// Why too few ways to fail were seen. A poll that sends another version than the last may not hear of the change with
/// which they begin.
pub fn too_few(case: &PageCase) -> Finding {
    let begins = |poll: &Operation| {
        let of_round = case.deeds.iter().filter(|(_, round, _)| *round == poll.round);
        of_round.into_iter().any(|(at, _, deed)| poll.started < *at && matches!(deed, Deed::Failing { .. }))
    };
    let is_deaf = |poll: &&Arc<Operation>| poll.detail["is_last"] == false && !poll.succeeded() && begins(poll);
    Finding::requires(if case.asked(PageKind::Poll).into_iter().any(|poll| is_deaf(&poll)) {
        "version-not-sent-back"
    } else {
        "repoll-late"
    })
}

/// How they failed: as the step is called, or "several" if that was not always the same.
pub fn how<'a>(all: &[&'a Faults]) -> &'a str {
    match all {
        [first, rest @ ..] if rest.iter().all(|one| one.with == first.with) => &first.with,
        _ => "several",
    }
}
