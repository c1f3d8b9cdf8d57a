//! What came of what was said that should not have come.

use crate::history::{Direction, Frame};
use crate::labs::socketio::link::Emit;
use crate::labs::socketio::packet::{EnginePacket, Packet};
use std::collections::BTreeMap;

/// Something that was said.
pub struct Spoken {
    pub text: String,
    pub room: usize,
    /// To whom it is due.
    pub others: Vec<usize>,
    pub emit: Emit,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Copies {
    /// What came more than once.
    pub twice: usize,
    /// What was said in another room.
    pub elsewhere: usize,
}

/// Of the frames that came to one client in this room.
pub fn copies(frames: &[Frame], spoken: &[Spoken], room: usize) -> Copies {
    let texts: Vec<(&str, usize)> = spoken.iter().map(|one| (one.text.as_str(), one.room)).collect();
    counted(frames, &texts, room)
}

fn counted(frames: &[Frame], spoken: &[(&str, usize)], room: usize) -> Copies {
    // The same may come once as a message and once in a list of all: under one name it is the same again.
    let mut seen: BTreeMap<(usize, String), usize> = BTreeMap::new();
    for frame in frames.iter().filter(|frame| frame.direction == Direction::Received) {
        let Ok(text) = std::str::from_utf8(&frame.bytes) else { continue };
        for (place, _) in spoken.iter().enumerate().filter(|(_, (mark, _))| text.contains(mark)) {
            *seen.entry((place, name(text))).or_default() += 1;
        }
    }
    let mut copies = Copies::default();
    for (place, (_, of)) in spoken.iter().enumerate() {
        let most = seen.iter().filter(|((other, _), _)| *other == place).map(|(_, count)| *count).max().unwrap_or(0);
        copies.twice += usize::from(most > 1);
        copies.elsewhere += usize::from(most > 0 && *of != room);
    }
    copies
}

/// The name of the event in a frame; nothing for what is none.
fn name(frame: &str) -> String {
    let Ok(EnginePacket::Message(message)) = EnginePacket::decode(frame) else { return String::new() };
    let packet = Packet::decode(message).ok();
    packet.and_then(|packet| packet.as_event().map(|(name, _)| name.to_owned())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::FrameKind;

    fn frame(direction: Direction, text: &str) -> Frame {
        Frame { at: 1, direction, kind: FrameKind::Text, bytes: text.as_bytes().to_vec() }
    }

    #[test]
    fn a_copy_is_one_under_the_same_name_and_a_leak_is_of_another_room() {
        let came = |texts: &[&str]| {
            let frames: Vec<Frame> = texts.iter().map(|text| frame(Direction::Received, text)).collect();
            counted(&frames, &[("mot-1", 0), ("mot-2", 1)], 0)
        };
        assert_eq!(came(&[r#"42["m","mot-1"]"#]), Copies::default());
        assert_eq!(came(&[r#"42["m","mot-1"]"#, r#"42["history",["mot-0","mot-1"]]"#]), Copies::default());
        assert_eq!(came(&[r#"42["m","mot-1"]"#, r#"42["m","mot-1"]"#]), Copies { twice: 1, elsewhere: 0 });
        assert_eq!(came(&[r#"42["m","mot-2"]"#, "2"]), Copies { twice: 0, elsewhere: 1 });
        let own = [frame(Direction::Sent, r#"42["m","mot-2"]"#)];
        assert_eq!(counted(&own, &[("mot-2", 1)], 0), Copies::default(), "what it sent came to nobody");
    }
}
