use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::contract::Transport;
use crate::labs::socketio::record::Unopened;
use crate::message::Message;

/// A page that connects with a plain `io()` is served: it begins by polling.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("needs-websocket-option-seen.{what}"));
    let links = &case.scene().links;
    let refuses_polling = links.iter().find(|link| link.detail.unopened == Some(Unopened::TransportUnknown));
    match refuses_polling {
        Some(link) if case.run.contract.transports.contains(&Transport::Polling) => {
            Finding::fail(id("fail")).showing([link])
        }
        Some(_) => Finding::pass(id("said")),
        None if links.iter().any(|link| link.detail.connected().is_some()) => Finding::pass(id("pass")),
        None => case.nothing(),
    }
}
