use super::{PacketError, json, quoted};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A packet of Engine.IO 4 that is text. One of bytes has no framing at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnginePacket<'a> {
    /// What the server says of the connection, as JSON; see [`Handshake`].
    Open(&'a str),
    Close,
    /// With the text that is to come back, such as `probe`.
    Ping(&'a str),
    Pong(&'a str),
    Message(&'a str),
    Upgrade,
    Noop,
}

impl<'a> EnginePacket<'a> {
    /// Reads one packet, without the framing of its transport.
    pub fn decode(text: &'a str) -> Result<Self, PacketError> {
        let mut rest = text.chars();
        let kind = rest.next();
        let rest = rest.as_str();
        Ok(match kind {
            Some('0') => Self::Open(rest),
            Some('1') => Self::Close,
            Some('2') => Self::Ping(rest),
            Some('3') => Self::Pong(rest),
            Some('4') => Self::Message(rest),
            Some('5') => Self::Upgrade,
            Some('6') => Self::Noop,
            _ => return Err(format!("no packet of Engine.IO begins so: {}", quoted(text))),
        })
    }

    pub fn encode(&self) -> String {
        match self {
            Self::Open(text) => format!("0{text}"),
            Self::Close => "1".into(),
            Self::Ping(text) => format!("2{text}"),
            Self::Pong(text) => format!("3{text}"),
            Self::Message(text) => format!("4{text}"),
            Self::Upgrade => "5".into(),
            Self::Noop => "6".into(),
        }
    }
}

/// What a server says of a connection when it opens it. Times are in milliseconds, sizes in bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handshake {
    pub sid: String,
    pub upgrades: Vec<String>,
    pub ping_interval: u64,
    pub ping_timeout: u64,
    /// None in the protocol before 4, and of some servers of 4.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_payload: Option<u64>,
}

/// No server pings less often than this, whatever it says: in milliseconds.
const INTERVAL_MAX: u64 = 5 * 60 * 1000;
const PAYLOAD_MAX: u64 = 1 << 20;
/// The longest session id.
const SID_MAX: usize = 200;

impl Handshake {
    /// Reads the JSON of an open packet. Times and sizes beyond belief are brought down to what is believed.
    pub fn decode(text: &str) -> Result<Self, PacketError> {
        let value = json::parse(text).map_err(|why| format!("the open packet is no JSON ({why}): {}", quoted(text)))?;
        let sid = value["sid"].as_str().filter(|sid| !sid.is_empty() && sid.len() <= SID_MAX);
        let sid = sid.ok_or_else(|| format!("the open packet has no sid: {}", quoted(text)))?.to_owned();
        let upgrades = value["upgrades"].as_array().into_iter().flatten();
        let number = |name: &str, most: u64| whole(&value[name]).map(|number| number.min(most));
        Ok(Self {
            sid,
            upgrades: upgrades.filter_map(|name| name.as_str().map(str::to_owned)).take(8).collect(),
            ping_interval: number("pingInterval", INTERVAL_MAX).unwrap_or(25_000),
            ping_timeout: number("pingTimeout", INTERVAL_MAX).unwrap_or(20_000),
            max_payload: number("maxPayload", PAYLOAD_MAX),
        })
    }
}

/// A number that is not negative, without what comes after its point: Python divides into `25000.0`.
fn whole(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_f64().filter(|number| *number >= 0.0).map(|number| number as u64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_packets_of_the_protocol_are_read() {
        let cases = [
            ("0{}", EnginePacket::Open("{}")),
            ("1", EnginePacket::Close),
            ("2", EnginePacket::Ping("")),
            ("2probe", EnginePacket::Ping("probe")),
            ("3probe", EnginePacket::Pong("probe")),
            ("4é", EnginePacket::Message("é")),
            ("4", EnginePacket::Message("")),
            ("5", EnginePacket::Upgrade),
            ("6", EnginePacket::Noop),
        ];
        for (text, packet) in cases {
            assert_eq!(EnginePacket::decode(text), Ok(packet));
            assert_eq!(packet.encode(), text);
        }
        for text in ["", "7", "é", "<html>", "b4AAEC"] {
            assert!(EnginePacket::decode(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_handshake_is_read_and_no_number_in_it_is_believed_without_bound() {
        let node = r#"{"sid":"lv_VI97HAXpY6yYWAAAC","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}"#;
        let read = Handshake::decode(node).unwrap();
        assert_eq!((read.ping_interval, read.ping_timeout, read.max_payload), (25_000, 20_000, Some(1_000_000)));
        assert_eq!((&*read.sid, read.upgrades), ("lv_VI97HAXpY6yYWAAAC", vec!["websocket".to_owned()]));
        let wild = r#"{"sid":"a","pingInterval":1e30,"pingTimeout":25000.0,"maxPayload":99999999999999}"#;
        let read = Handshake::decode(wild).unwrap();
        assert_eq!((read.ping_interval, read.ping_timeout, read.max_payload), (300_000, 25_000, Some(1 << 20)));
        let bare = Handshake::decode(r#"{"sid":"a","pingInterval":-1}"#).unwrap();
        assert_eq!((bare.ping_interval, bare.ping_timeout, bare.max_payload), (25_000, 20_000, None));
        let long = format!(r#"{{"sid":"{}"}}"#, "a".repeat(SID_MAX + 1));
        for bad in ["", "{}", r#"{"sid":""}"#, r#"{"sid":7}"#, "[]", &long] {
            assert!(Handshake::decode(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_was_read_is_written_as_it_was(text in "[0-9b]?\\PC{0,20}") {
            if let Ok(packet) = EnginePacket::decode(&text) {
                let written = packet.encode();
                prop_assert!(text.starts_with(&written), "{text} became {written}");
                prop_assert_eq!(EnginePacket::decode(&written), Ok(packet));
            }
        }
    }
}
