//! What a client hears, while it hears it: the events in the frames of its link.

use super::heard::Heard;
use super::packet::{Assembler, EnginePacket, PacketKind, Whole};
use crate::history::{Direction, Frame, FrameKind, Nanos};
use serde_json::Value;

#[derive(Debug, Default)]
pub struct Ear {
    assembler: Assembler,
    /// So many frames of the log were read.
    read: usize,
    /// The events so far, in their order.
    pub heard: Vec<Heard>,
    /// The acknowledgements, as events without a name.
    pub acks: Vec<Heard>,
    /// What the namespace answered when it was asked for.
    pub welcome: Option<Value>,
}

impl Ear {
    /// Reads what is new in the log of a link. What no client could read, no client hears.
    pub fn listen(&mut self, frames: &[Frame]) {
        for frame in frames.iter().skip(self.read).filter(|frame| frame.direction == Direction::Received) {
            let whole = match frame.kind {
                FrameKind::Binary => self.assembler.binary(frame.bytes.clone()),
                FrameKind::Text => match std::str::from_utf8(&frame.bytes).map(EnginePacket::decode) {
                    Ok(Ok(EnginePacket::Message(message))) => self.assembler.text(message),
                    _ => continue,
                },
                _ => continue,
            };
            let Ok(Some(whole)) = whole else { continue };
            self.hear(frame.at, &whole);
        }
        self.read = self.read.max(frames.len());
    }

    fn hear(&mut self, at: Nanos, Whole { packet, attachments }: &Whole) {
        if let Some((name, arguments)) = packet.as_event() {
            self.heard.push(Heard::new(at, name, arguments, attachments));
        } else if let Some((_, data)) = packet.as_ack() {
            self.acks.push(Heard::new(at, "", data.as_array().map_or(&[], Vec::as_slice), attachments));
        } else if packet.kind == PacketKind::Connect && self.welcome.is_none() {
            self.welcome = packet.data.clone();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(direction: Direction, kind: FrameKind, text: &str) -> Frame {
        Frame { at: 7, direction, kind, bytes: text.as_bytes().to_vec() }
    }

    #[test]
    fn events_are_heard_once_and_nothing_else_is() {
        use Direction::{Received, Sent};
        let mut frames = vec![
            frame(Received, FrameKind::Text, "0{\"sid\":\"a\"}"),
            frame(Received, FrameKind::Text, "40{\"sid\":\"b\"}"),
            frame(Sent, FrameKind::Text, "42[\"x\",\"ours\"]"),
            frame(Received, FrameKind::Text, "42[\"x\",\"theirs\"]"),
            frame(Received, FrameKind::Text, "430[\"an answer\"]"),
            frame(Received, FrameKind::Text, "4garbage"),
            frame(Received, FrameKind::Ping, ""),
        ];
        let mut ear = Ear::default();
        ear.listen(&frames);
        frames.push(frame(Received, FrameKind::Text, "42[\"y\"]"));
        ear.listen(&frames);
        ear.listen(&frames);
        let names: Vec<&str> = ear.heard.iter().map(|heard| heard.name.as_str()).collect();
        assert_eq!(names, ["x", "y"]);
        assert!(ear.heard[0].has("theirs"));
        assert!(ear.acks.len() == 1 && ear.acks[0].has("an answer"));
        assert_eq!(ear.welcome.expect("it was connected")["sid"], "b");
    }
}
