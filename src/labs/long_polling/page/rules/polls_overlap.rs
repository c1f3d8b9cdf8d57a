use crate::checker::Finding;
use crate::history::{Nanos, Operation};
use crate::labs::long_polling::page::case::PageCase;
use crate::labs::long_polling::page::record::{Deed, PageKind};
use crate::message::Message;
use std::sync::Arc;

/// While nothing happens, one poll waits, and no other beside it.
pub fn judge(case: &PageCase) -> Finding {
    let quiet = case.deeds.iter().find_map(|(at, round, deed)| match deed {
        Deed::Quiet { for_ms } => Some((*at, at + for_ms * 1_000_000, *round)),
        _ => None,
    });
    let Some((from, to, round)) = quiet else { return case.nothing() };
    let polls: Vec<&Arc<Operation>> =
        case.asked(PageKind::Poll).into_iter().filter(|poll| poll.round == round).collect();
    let within = |poll: &&&Arc<Operation>| poll.started < to && end(poll) > from;
    let open: Vec<&&Arc<Operation>> = polls.iter().filter(within).collect();
    if open.is_empty() {
        return Finding::requires("repoll-late");
    }
    // One that is given up is seen to have gone a moment after the next one has come.
    let least = case.limits.prompt + case.limits.noise(from, to);
    let beside = |one: &Operation, other: &Operation| {
        let both = end(one).min(end(other)).min(to).saturating_sub(one.started.max(other.started).max(from));
        one.started <= other.started && both > least
    };
    let pair = open
        .iter()
        .enumerate()
        .find_map(|(place, one)| Some((**one, **open[place + 1..].iter().find(|other| beside(one, other))?)));
    let Some((one, other)) = pair else {
        return Finding::pass(Message::new("polls-overlap-seen.pass"));
    };
    let at_once = |at: Nanos| open.iter().filter(|poll| poll.started <= at && end(poll) > at).count();
    let most = open.iter().map(|poll| at_once(poll.started.max(from))).max().unwrap_or(2);
    Finding::fail(Message::new("polls-overlap-seen.fail").count("most", most)).showing([&**one, &**other])
}

/// When it was answered, or was over without.
fn end(poll: &Operation) -> Nanos {
    poll.head.unwrap_or(poll.done)
}
