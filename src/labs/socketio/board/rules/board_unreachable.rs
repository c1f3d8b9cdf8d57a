use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::judge::unreachable;

/// A client with a good token gets a connection, by whichever transport, and the server is there until the end.
pub fn judge(case: &ChatCase) -> Finding {
    unreachable::judge(case, "board-unreachable")
}
