use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::judge::namesakes;

/// Several clients have one pseudo, and one of them leaves: the others still hear each other.
pub fn judge(case: &ChatCase) -> Finding {
    namesakes::judge(case, "duplicate-pseudo-harms")
}
