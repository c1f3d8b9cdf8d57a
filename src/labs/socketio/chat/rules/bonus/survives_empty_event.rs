use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::judge::empty_event::end;
use crate::message::Message;

/// The server lives on after an event without a payload.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("survives-empty-event-seen.{what}"));
    match end(case) {
        Ok(None) => Finding::pass(id("pass")),
        Ok(Some((empty, ..))) => Finding::fail(id("fail")).showing([empty.operation]),
        Err(finding) => *finding,
    }
}
