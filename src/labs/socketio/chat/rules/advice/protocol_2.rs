use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::record::Unopened;
use crate::message::Message;

/// The server speaks the protocol of Socket.IO 3 and 4.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("protocol-2-seen.{what}"));
    let links = &case.scene().links;
    if let Some(link) = links.iter().find(|link| link.detail.unopened == Some(Unopened::Protocol3)) {
        return Finding::fail(id("fail")).showing([link]);
    }
    let is_open = links.iter().any(|link| link.detail.handshake.is_some());
    if is_open { Finding::pass(id("pass")) } else { case.nothing() }
}
