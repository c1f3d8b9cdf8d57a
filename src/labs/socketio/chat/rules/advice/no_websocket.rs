use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::record::Transport;
use crate::message::Message;

/// A connection that begins by polling goes on by WebSocket.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("no-websocket-seen.{what}"));
    let connected = || case.scene().links.iter().filter(|link| link.detail.connected().is_some());
    // One that begins by polling tells more than one that is told not to.
    let Some(link) = connected().find(|link| link.detail.transport == Transport::Browser).or(connected().next()) else {
        return case.nothing();
    };
    if link.is_by_websocket() {
        return Finding::pass(id("pass"));
    }
    let offered =
        link.detail.handshake.as_ref().is_some_and(|open| open.upgrades.iter().any(|name| name == "websocket"));
    match &link.detail.why_not_upgraded {
        Some(why) => Finding::fail(id("fail").text("why", why)).showing([link]),
        None if !offered => Finding::fail(id("unoffered")).showing([link]),
        None => case.nothing(),
    }
}
