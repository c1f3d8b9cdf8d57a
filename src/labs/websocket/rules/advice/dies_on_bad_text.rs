use crate::checker::Finding;
use crate::labs::websocket::case::NativeCase;
use crate::labs::websocket::record::OddFrame;
use crate::labs::websocket::rules::odd;

/// Bytes that are declared as a text and are none end the connection that they came by, at most. No browser sends them.
pub fn judge(case: &NativeCase) -> Finding {
    odd::judge(case, &[OddFrame::BadText], "dies-on-bad-text")
}
