use super::Nanos;
use serde::{Deserialize, Serialize};

/// What went over a connection that stays open, in both directions, in the order in which it went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Channel {
    pub frames: Vec<Frame>,
    pub end: ChannelEnd,
}

/// Bytes that belong together: a message of the protocol, or what came together of a body that goes on and on, after
/// any `Content-Encoding` was undone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    pub at: Nanos,
    #[serde(default, skip_serializing_if = "Direction::is_received")]
    pub direction: Direction,
    #[serde(default, skip_serializing_if = "FrameKind::is_chunk")]
    pub kind: FrameKind,
    #[serde(flatten, with = "super::bytes")]
    pub bytes: Vec<u8>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// From the target to us.
    #[default]
    Received,
    /// From us to the target.
    Sent,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FrameKind {
    /// A part of a body, wherever it was cut.
    #[default]
    Chunk,
    Text,
    Binary,
    Ping,
    Pong,
    Close,
}

/// Why nothing came any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChannelEnd {
    /// We left: all was seen that was wanted.
    Left,
    /// The target ended it, in good order.
    Ended,
    /// The connection broke, or what came did not follow the protocol any more.
    Cut(String),
    /// So much came that we left.
    Flood,
}

/// Why a stream cannot be decompressed any more whose compressed data has ended, and more follows. A browser reads
/// nothing of that.
pub const AFTER_THE_END: &str = "more follows after the end of the compressed data";

impl Frame {
    /// A part of a body.
    pub fn chunk(at: Nanos, bytes: Vec<u8>) -> Self {
        Self { at, direction: Direction::Received, kind: FrameKind::Chunk, bytes }
    }
}

impl Channel {
    /// What the target sent.
    pub fn received(&self) -> impl Iterator<Item = &Frame> {
        self.frames.iter().filter(|frame| frame.direction == Direction::Received)
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
impl Direction {
    fn is_received(&self) -> bool {
        *self == Self::Received
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
impl FrameKind {
    fn is_chunk(&self) -> bool {
        *self == Self::Chunk
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_survives_being_written_whatever_its_bytes() {
        for (bytes, word) in [("data: é\n\n".as_bytes(), "text"), (b"\xc3", "base64"), (b"", "text")] {
            let received = Frame::chunk(7, bytes.into());
            let sent = Frame { direction: Direction::Sent, kind: FrameKind::Ping, ..received.clone() };
            for frame in [received, sent] {
                let written = serde_json::to_string(&frame).unwrap();
                assert!(written.contains(word), "{written}");
                assert_eq!(written.contains("sent"), frame.direction == Direction::Sent, "{written}");
                assert_eq!(serde_json::from_str::<Frame>(&written).unwrap(), frame);
            }
        }
    }
}
