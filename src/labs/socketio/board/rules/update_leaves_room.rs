use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::judge::leaks;

/// It reaches nobody who is not in that room.
pub fn judge(case: &ChatCase) -> Finding {
    leaks::judge(case, "update-leaves-room")
}
