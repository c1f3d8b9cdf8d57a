use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::judge::namesakes;

/// Several clients have one pseudo, and one of them leaves: the others still see what each of them writes.
pub fn judge(case: &ChatCase) -> Finding {
    namesakes::judge(case, "board-duplicate-pseudo-harms")
}
