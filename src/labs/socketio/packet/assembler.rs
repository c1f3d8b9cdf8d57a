use super::{Packet, PacketError};
use serde_json::Value;

/// A packet with all of its bytes. Its data has `{"_placeholder":true,"num":n}` where the `n`th of them belongs.
#[derive(Debug, Clone, PartialEq)]
pub struct Whole {
    pub packet: Packet,
    pub attachments: Vec<Vec<u8>>,
}

/// Joins packets with the bytes that follow them.
#[derive(Debug, Default)]
pub struct Assembler {
    begun: Option<Whole>,
}

impl Assembler {
    /// The content of a message came. The packet, unless it has bytes that are still to come.
    pub fn text(&mut self, text: &str) -> Result<Option<Whole>, PacketError> {
        if let Some(begun) = &self.begun {
            let (came, of) = (begun.attachments.len(), begun.packet.attachments);
            return Err(format!("text after {came} of {of} attachments"));
        }
        let packet = Packet::decode(text)?;
        // In an event without bytes such an object is one like any other.
        let most = packet.data.as_ref().filter(|_| packet.kind.is_binary()).map_or(0, places);
        if most > packet.attachments {
            return Err(format!("a place for attachment {most} of {}", packet.attachments));
        }
        self.begun = Some(Whole { packet, attachments: vec![] });
        Ok(self.whole())
    }

    /// Bytes came.
    pub fn binary(&mut self, bytes: Vec<u8>) -> Result<Option<Whole>, PacketError> {
        let begun = self.begun.as_mut().ok_or("bytes that belong to no packet")?;
        begun.attachments.push(bytes);
        Ok(self.whole())
    }

    fn whole(&mut self) -> Option<Whole> {
        self.begun.take_if(|begun| begun.attachments.len() == begun.packet.attachments)
    }
}

/// How many attachments the data has places for: the largest number of them, and one.
fn places(data: &Value) -> usize {
    match data {
        Value::Array(values) => values.iter().map(places).max().unwrap_or(0),
        Value::Object(map) if map.get("_placeholder") == Some(&Value::Bool(true)) => {
            let number = map.get("num").and_then(Value::as_u64).and_then(|number| usize::try_from(number).ok());
            number.map_or(usize::MAX, |number| number.saturating_add(1))
        }
        Value::Object(map) => map.values().map(places).max().unwrap_or(0),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packet_is_whole_with_the_last_of_its_bytes() {
        let mut assembler = Assembler::default();
        let text = r#"52-/a,["x",{"deep":[{"_placeholder":true,"num":1}]},{"_placeholder":true,"num":0}]"#;
        assert_eq!(assembler.text(text), Ok(None));
        assert_eq!(assembler.binary(vec![1]), Ok(None));
        let whole = assembler.binary(vec![2]).unwrap().expect("all is there");
        assert_eq!((whole.packet.encode().as_str(), whole.attachments), (text, vec![vec![1], vec![2]]));
        let plain = assembler.text(r#"2["y"]"#).unwrap().expect("no bytes follow");
        assert_eq!((plain.packet.as_event().unwrap().0, plain.attachments.len()), ("y", 0));
        let looks_so = assembler.text(r#"2["y",{"_placeholder":true,"num":7}]"#).unwrap();
        assert!(looks_so.is_some(), "no packet of bytes has places for them");
    }

    #[test]
    fn bytes_out_of_turn_are_refused_and_text_among_them() {
        assert!(Assembler::default().binary(vec![1]).is_err());
        let mut assembler = Assembler::default();
        assert_eq!(assembler.text(r#"51-["x",{"_placeholder":true,"num":0}]"#), Ok(None));
        assert!(assembler.text(r#"2["y"]"#).is_err());
        for bad in [r#"{"_placeholder":true,"num":1}"#, r#"{"_placeholder":true}"#, r#"{"_placeholder":true,"num":-1}"#]
        {
            assert!(Assembler::default().text(&format!(r#"51-["x",{bad}]"#)).is_err(), "{bad}");
        }
    }
}
