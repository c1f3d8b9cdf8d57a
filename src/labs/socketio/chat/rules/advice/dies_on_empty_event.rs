use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::chat::rules::empty_event::end;
use crate::message::Message;

/// No client ends the server by an event without a payload.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("dies-on-empty-event-seen.{what}"));
    match end(case) {
        Ok(None) => Finding::pass(id("pass")),
        Ok(Some((empty, at, death))) => {
            let what = if death.is_some() { "fail" } else { "restarted" };
            let took = at.saturating_sub(empty.operation.started);
            let packet = empty.operation.request.body.as_deref().unwrap_or_default();
            let message = id(what).text("packet", packet).time("took", took);
            Finding::fail(message).showing(death.into_iter().chain([empty.operation]))
        }
        Err(finding) => *finding,
    }
}
