use crate::checker::Finding;
use crate::labs::sse::page::case::PageCase;
use crate::labs::sse::page::record::Deed;
use crate::message::Message;

/// After an event that is no quote, the next one that is one is shown.
pub fn judge(case: &PageCase) -> Finding {
    let malformed = case.deeds.iter().find_map(|(at, round, deed)| match deed {
        Deed::Malformed {} => Some((*at, *round)),
        _ => None,
    });
    let Some((at, round)) = malformed else { return case.nothing() };
    let sent = case.sent();
    let before = sent.iter().find(|one| one.round == round && one.at < at);
    if before.is_none_or(|one| case.shown(one).is_none()) {
        return Finding::requires("quote-not-shown");
    }
    let Some(next) = sent.iter().find(|one| one.round == round && one.at > at) else { return case.nothing() };
    match case.shown(next) {
        Some(_) => Finding::pass(Message::new("bad-event-fatal-seen.pass")),
        None => case.missing(next, Message::new("bad-event-fatal-seen.fail").text("symbol", &next.quote.symbol)),
    }
}
