use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::judge::empty_event;

/// No client ends the server by an event without a payload.
pub fn judge(case: &ChatCase) -> Finding {
    empty_event::judge(case, "dies-on-empty-event")
}
