use super::websocket_unreachable::unreachable;
use super::{LEAVERS, VITAL, undecided};
use crate::checker::Finding;
use crate::history::median;
use crate::labs::websocket::Exercise;
use crate::labs::websocket::case::NativeCase;
use crate::labs::websocket::record::What;
use crate::labs::websocket::scene::Deed;
use crate::message::Message;

/// What one client says reaches another one.
pub fn judge(case: &NativeCase) -> Finding {
    let id = |what: &str| Message::new(format!("relay-not-delivered-seen.{what}"));
    let scene = case.scene();
    if let Some(link) = case.is_unreachable(Exercise::Relay) {
        // If nobody gets in anywhere, that is what is wrong.
        let is_all = scene.links.iter().all(|link| !link.is_open());
        return if is_all { Finding::requires(VITAL) } else { unreachable(case, link, &id) };
    }
    let plain = || scene.single_says(Exercise::Relay).filter(|say| !say.is(What::Accents));
    let fates = case.fates(plain());
    let nobody = |say: &&Deed| !fates.was_heard(say);
    let Some((say, link)) = fates.missed.iter().find(|(say, _)| nobody(say)) else {
        if fates.heard.len() < case.at_least {
            return undecided(case, fates);
        }
        let took = fates.heard.iter().map(|(say, _, heard)| heard.at.saturating_sub(say.due())).collect();
        return Finding::pass(id("pass").count("messages", fates.heard.len()).time("took", median(took).unwrap_or(0)));
    };
    let own = scene.link(say);
    let is_echoed = own.is_some_and(|own| scene.first(own, say).is_some());
    let waited = link.until.saturating_sub(say.due());
    let what = match (link.was_ended(), is_echoed) {
        (_, true) => "sender",
        (true, false) => "ended",
        (false, false) => "fail",
    };
    let message = id(what).text("text", &say.detail.text).time("waited", waited).text("why", link.why_ended());
    let shown = [say.operation, link.operation].into_iter().chain(own.map(|own| own.operation));
    let requires = case.run.worked_until_somebody_left(say).then_some(LEAVERS);
    Finding { requires, ..Finding::fail(message).showing(shown) }
}
