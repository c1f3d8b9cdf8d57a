use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::contract::Transport;
use crate::labs::socketio::record::{Transport as Asked, Unopened};
use crate::labs::socketio::scene::Link;
use crate::message::Message;

/// A page that connects with a plain `io()` is served: it begins by polling.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("needs-websocket-option-seen.{what}"));
    let links = &case.scene().links;
    let is_connected = links.iter().any(|link| link.detail.connected().is_some());
    // Not every library says why in the same words; where WebSocket works, it is the transport that is refused.
    let is_refused = |link: &&Link| {
        let unopened = &link.detail.unopened;
        link.detail.transport != Asked::Websocket
            && matches!(unopened, Some(Unopened::TransportUnknown | Unopened::Status(400..500, _)))
    };
    match links.iter().find(|link| is_connected && is_refused(link)) {
        Some(link) if case.run.contract.transports.contains(&Transport::Polling) => {
            Finding::fail(id("fail")).showing([link])
        }
        Some(_) => Finding::pass(id("said")),
        None if is_connected => Finding::pass(id("pass")),
        None => case.nothing(),
    }
}
