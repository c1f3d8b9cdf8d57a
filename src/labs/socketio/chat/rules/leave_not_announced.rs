use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::judge::departures;
use crate::labs::socketio::record::How;

/// Those who stay are told who leaves.
pub fn judge(case: &ChatCase) -> Finding {
    departures::judge(case, How::Clean, "leave-not-announced")
}
