use crate::checker::Finding;
use crate::labs::long_polling::page::case::{PageCase, Sight};
use crate::labs::long_polling::page::display::{Follower, Walked, shows};
use crate::labs::long_polling::page::record::Deed;
use crate::message::Message;

/// The status that the server had when the page was opened is shown before anything changes.
pub fn judge(case: &PageCase) -> Finding {
    let Some(round) = case.rounds().first().copied() else { return case.nothing() };
    let opened = case.deeds.iter().find_map(|(at, _, deed)| match deed {
        Deed::Opened { asked: true, status, .. } => Some((*at, status)),
        _ => None,
    });
    let Some((at, status)) = opened else { return case.nothing() };
    let changes = case.changes(round);
    let followers = case.followers(&changes);
    let Some(likeliest) = followers.first() else { return Finding::requires("change-not-shown") };
    let walked: Vec<Walked> = changes.iter().map(|one| Walked { status: &one.status, screen: &one.screen }).collect();
    let until = changes.first().map_or(at, |one| one.at);
    let screen = case.screen(Sight::of(round), until);
    let shown = |follower: &Follower| {
        screen.get(&follower.place).is_some_and(|element| shows(element, follower, status, &walked))
    };
    if followers.iter().any(shown) {
        return Finding::pass(Message::new("initial-not-shown-seen.pass").text("status", status));
    }
    if case.limits.too_noisy(at.saturating_sub(1_000_000_000), until) {
        return case.noisy(at.saturating_sub(1_000_000_000), until);
    }
    let said = screen.get(&likeliest.place).map_or("", |(text, _)| text);
    Finding::fail(Message::new("initial-not-shown-seen.fail").text("status", status).text("said", said))
}
