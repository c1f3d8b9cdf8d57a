use super::harm;
use crate::checker::Finding;
use crate::labs::websocket::case::NativeCase;
use crate::labs::websocket::record::How;

/// A client closes its connection, and nobody else notices.
pub fn judge(case: &NativeCase) -> Finding {
    harm::judge(case, How::Clean, "closed-tab-harms")
}
