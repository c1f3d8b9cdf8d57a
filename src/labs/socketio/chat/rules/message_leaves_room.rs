use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::judge::leaks;

/// What somebody says in a room is heard by nobody who is not in it.
pub fn judge(case: &ChatCase) -> Finding {
    leaks::judge(case, "message-leaves-room")
}
