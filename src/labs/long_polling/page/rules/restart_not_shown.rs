use crate::checker::Finding;
use crate::history::Nanos;
use crate::labs::long_polling::page::case::{PageCase, Sight};
use crate::labs::long_polling::page::display::{Walked, shows};
use crate::labs::long_polling::page::record::Deed;
use crate::message::Message;

/// A server that was started anew counts from the beginning: what it says is shown, though its version is a lower one.
pub fn judge(case: &PageCase) -> Finding {
    let restarted = case.deeds.iter().find_map(|(at, round, deed)| match deed {
        Deed::Restarted { status, held } => Some((*at, *round, status, *held)),
        _ => None,
    });
    let Some((at, round, status, held)) = restarted else { return case.nothing() };
    if !held {
        return Finding::requires("version-not-sent-back");
    }
    let changes = case.changes(round);
    let followers = case.followers(&changes);
    let Some(likeliest) = followers.first() else { return Finding::requires("change-not-shown") };
    let walked: Vec<Walked> = changes.iter().map(|one| Walked { status: &one.status, screen: &one.screen }).collect();
    let sight = Sight::of(round);
    let shown = followers.iter().find_map(|follower| {
        case.first(sight, at, &follower.place, |element| shows(element, follower, status, &walked))
    });
    if shown.is_some() {
        return Finding::pass(Message::new("restart-not-shown-seen.pass").text("status", status));
    }
    let until = at + 2_000_000_000;
    if case.limits.too_noisy(at, until) {
        return case.noisy(at, until);
    }
    let screen = case.screen(sight, Nanos::MAX);
    let said = screen.get(&likeliest.place).map_or("", |(text, _)| text);
    Finding::fail(Message::new("restart-not-shown-seen.fail").text("status", status).text("said", said))
}
