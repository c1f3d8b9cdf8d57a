use crate::checker::Finding;
use crate::labs::long_polling::page::case::{PageCase, left};
use crate::labs::long_polling::page::record::Deed;
use crate::message::Message;

/// While nothing happens, one poll waits, and no other beside it.
pub fn judge(case: &PageCase) -> Finding {
    let quiet = case.deeds.iter().find_map(|(at, round, deed)| match deed {
        Deed::Quiet { for_ms } => Some((*at, at + for_ms * 1_000_000, *round)),
        _ => None,
    });
    let Some((from, to, round)) = quiet else { return case.nothing() };
    let open = case.waiting(round, from, to);
    if open.is_empty() {
        return Finding::requires("repoll-late");
    }
    let Some(pair) = case.beside(round, from, to) else {
        return Finding::pass(Message::new("polls-overlap-seen.pass"));
    };
    let at_once = |at| open.iter().filter(|poll| poll.started <= at && left(poll) > at).count();
    let most = open.iter().map(|poll| at_once(poll.started.max(from))).max().unwrap_or(2);
    Finding::fail(Message::new("polls-overlap-seen.fail").count("most", most)).showing(pair.map(|poll| &**poll))
}
