use crate::checker::Finding;
use crate::history::{Nanos, Outcome};
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::record::Unopened;
use crate::labs::socketio::scene::Link;
use crate::message::Message;

/// So long a server may take to open a link and to connect it to its namespace.
const PATIENCE: Nanos = 5_000_000_000;

/// A client gets a connection, by whichever transport, and the server is there until the end.
pub fn judge(case: &ChatCase, rule: &str) -> Finding {
    let id = |what: &str| Message::new(format!("{rule}-seen.{what}"));
    if let Some(death) = case.death()
        && case.run.first_empty().is_none_or(|empty| death.started < empty)
    {
        return Finding::fail(id("died").time("at", death.started)).showing([death]);
    }
    let links = &case.scene().links;
    let connected = links.iter().filter(|link| link.detail.connected().is_some()).count();
    if connected > 0 {
        return Finding::pass(id("pass").count("links", connected));
    }
    // What was tried first is what a browser would try.
    let Some(first) = links.first() else { return case.nothing() };
    let of_version_2 = |link: &Link| link.detail.unopened == Some(Unopened::Protocol3);
    if let Some(link) = links.iter().find(|link| of_version_2(link)) {
        let fails = || Finding::fail(id("version-2")).showing([link]);
        return case.run.kin.rules.version.map_or_else(fails, Finding::requires);
    }
    if let Some(said) = links.iter().find_map(|link| link.detail.refused()) {
        return Finding::fail(id("refused").text("said", said)).showing(links);
    }
    let path = first.operation.request.path.split('?').next().unwrap_or_default();
    let message = match &first.detail.unopened {
        Some(Unopened::Status(code, said)) => id("status").count("code", (*code).into()).text("said", said),
        Some(Unopened::TransportUnknown) => id("transport"),
        Some(Unopened::Bad(why)) => id("bad").text("why", why),
        _ if matches!(first.operation.outcome, Outcome::Refused(_)) => {
            return case.noisy_for(first.operation.started, first.operation.done, PATIENCE);
        }
        _ => {
            let (from, to) = (first.operation.started, first.operation.done);
            if to.saturating_sub(from) < PATIENCE || case.limits.too_noisy_for(from, to, PATIENCE) {
                return case.noisy_for(from, to, PATIENCE);
            }
            let opened = first.detail.handshake.is_some();
            id(if opened { "mute" } else { "silent" }).time("waited", to - from)
        }
    };
    Finding::fail(message.text("path", path)).showing(links)
}
