use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::judge::arrivals;

/// Those who are in a room are told who comes into it.
pub fn judge(case: &ChatCase) -> Finding {
    arrivals::judge(case, "join-not-announced")
}
