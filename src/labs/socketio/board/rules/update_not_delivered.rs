use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::judge::delivery;

/// An update that somebody makes in a room reaches the others there.
pub fn judge(case: &ChatCase) -> Finding {
    delivery::judge(case, "update-not-delivered")
}
