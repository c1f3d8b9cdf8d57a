use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::message::Message;

/// The server recovers the state of a client that was gone for a moment: its answer to CONNECT has a private id for that
/// (`pid`, socket.io-protocol 5; `connectionStateRecovery` of the server).
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("recovery-seen.{what}"));
    let welcomes = case.scene().links.iter().filter_map(|link| Some((link, link.welcome.as_ref()?)));
    let Some((link, welcome)) = welcomes.into_iter().next() else { return Finding::requires(super::super::VITAL) };
    match welcome.get("pid").is_some_and(|pid| pid.is_string()) {
        true => Finding::pass(id("pass")),
        false => Finding::fail(id("fail")).showing([link]),
    }
}
