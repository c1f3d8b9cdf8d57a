use super::harm;
use crate::checker::Finding;
use crate::labs::websocket::case::NativeCase;
use crate::labs::websocket::record::How;

/// The connection of a client breaks, and nobody else notices.
pub fn judge(case: &NativeCase) -> Finding {
    harm::judge(case, How::Reset, "broken-connection-harms")
}
