use super::{DELIVERY, LEAVERS, undecided};
use crate::checker::Finding;
use crate::labs::websocket::Exercise;
use crate::labs::websocket::case::NativeCase;
use crate::message::Message;

/// What one client says reaches all others.
pub fn judge(case: &NativeCase) -> Finding {
    let id = |what: &str| Message::new(format!("relay-not-to-all-seen.{what}"));
    let fates = case.fates(case.scene().single_says(Exercise::Relay));
    let by_some = fates.missed.iter().find(|(say, _)| fates.was_heard(say));
    let Some((say, link)) = by_some else {
        if fates.heard.is_empty() {
            return if fates.missed.is_empty() { undecided(case, fates) } else { Finding::requires(DELIVERY) };
        }
        if let Some(finding) = fates.unsure.into_iter().next() {
            return finding;
        }
        let clients: std::collections::BTreeSet<_> = fates.heard.iter().map(|(_, link, _)| link.client()).collect();
        return Finding::pass(id("pass").count("clients", clients.len()));
    };
    let reached = fates.heard.iter().filter(|(heard, ..)| heard.operation.id == say.operation.id).count();
    let missed = fates.missed.iter().filter(|(other, _)| other.operation.id == say.operation.id).count();
    let message = id("fail").text("text", &say.detail.text).count("reached", reached).count("missed", missed);
    let requires = case.run.worked_until_somebody_left(say).then_some(LEAVERS);
    Finding { requires, ..Finding::fail(message).showing([say.operation, link.operation]) }
}
