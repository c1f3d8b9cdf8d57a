use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::judge::mangled;

/// A text arrives as it was sent, accents and all.
pub fn judge(case: &ChatCase) -> Finding {
    mangled::judge(case, "message-mangled")
}
