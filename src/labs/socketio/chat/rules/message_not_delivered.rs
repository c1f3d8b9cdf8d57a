use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::judge::delivery;

/// What somebody says in a room reaches the others there.
pub fn judge(case: &ChatCase) -> Finding {
    delivery::judge(case, "message-not-delivered")
}
