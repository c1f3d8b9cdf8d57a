use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::judge::late;

/// An update arrives promptly, usually: of several, the middle one counts.
pub fn judge(case: &ChatCase) -> Finding {
    late::judge(case, "update-late")
}
