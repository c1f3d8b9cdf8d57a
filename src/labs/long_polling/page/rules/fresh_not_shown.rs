use crate::checker::Finding;
use crate::history::Nanos;
use crate::labs::long_polling::page::case::{PageCase, Sight};
use crate::labs::long_polling::page::display::{Walked, shows};
use crate::labs::long_polling::page::record::{Deed, PageKind};
use crate::message::Message;

/// It is shown by then.
const WITHIN: Nanos = 2_000_000_000;

/// A server that was just started has a state too: it is shown at once, and not when the first hold ends.
pub fn judge(case: &PageCase) -> Finding {
    let opened =
        case.deeds.iter().position(|(_, _, deed)| matches!(deed, Deed::Opened { fresh: true, asked: true, .. }));
    let Some((place, (at, round, Deed::Opened { status, .. }))) = opened.map(|place| (place, &case.deeds[place]))
    else {
        return case.nothing();
    };
    let changes = case.changes(case.rounds()[0]);
    let followers = case.followers(&changes);
    let Some(likeliest) = followers.first() else { return Finding::requires("change-not-shown") };
    let walked: Vec<Walked> = changes.iter().map(|one| Walked { status: &one.status, screen: &one.screen }).collect();
    let next = case.deeds.get(place + 1).filter(|(_, other, _)| other == round).map(|(at, ..)| *at);
    let until = next.unwrap_or(Nanos::MAX).min(at + WITHIN);
    let screen = case.screen(Sight::of(*round), until);
    let shown = |place: &String| screen.get(place);
    if followers.iter().any(|one| shown(&one.place).is_some_and(|element| shows(element, one, status, &walked))) {
        return Finding::pass(Message::new("fresh-not-shown-seen.pass").text("status", status));
    }
    let first = case.asked(PageKind::Poll).into_iter().find(|poll| poll.round == *round);
    // It was answered, and showed nothing of that: a new server has no part in it.
    if first.is_some_and(|poll| poll.succeeded() && poll.head.is_some_and(|head| head <= until)) {
        return Finding::requires("initial-not-shown");
    }
    let from = at.saturating_sub(1_000_000_000);
    if case.limits.too_noisy(from, until) {
        return case.noisy(from, until);
    }
    let said = shown(&likeliest.place).map_or("", |(text, _)| text);
    let sent = first.and_then(|poll| poll.detail["version"].as_str()).unwrap_or_default();
    let message = Message::new("fresh-not-shown-seen.fail").text("status", status).text("said", said);
    Finding::fail(message.text("sent", sent)).showing(first.map(|poll| &**poll))
}
