use super::odd;
use crate::checker::Finding;
use crate::labs::websocket::case::NativeCase;
use crate::labs::websocket::record::OddFrame;

/// A frame that no page sends harms nobody but the client that sends it.
pub fn judge(case: &NativeCase) -> Finding {
    odd::judge(case, &[OddFrame::Binary, OddFrame::Empty, OddFrame::Large], "dies-on-odd-frame")
}
