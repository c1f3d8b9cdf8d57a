use super::{PacketError, json, quoted};
use serde_json::Value;

/// A packet of Socket.IO 5, in a message of Engine.IO: `2/admin,7["event",1]`. What bytes it has come after it, each as
/// a message of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Packet {
    pub kind: PacketKind,
    /// `/` if the packet names none.
    pub namespace: String,
    /// Asks for an acknowledgement, or is the one that was asked for with this number.
    pub id: Option<u64>,
    /// How many messages of bytes follow. They stand in the data as `{"_placeholder":true,"num":0}`.
    pub attachments: usize,
    pub data: Option<Value>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PacketKind {
    /// Asks to be connected to a namespace, or says that one is.
    Connect,
    Disconnect,
    Event,
    Ack,
    ConnectError,
    BinaryEvent,
    BinaryAck,
}

impl PacketKind {
    const ALL: [Self; 7] = [
        Self::Connect,
        Self::Disconnect,
        Self::Event,
        Self::Ack,
        Self::ConnectError,
        Self::BinaryEvent,
        Self::BinaryAck,
    ];

    pub(super) fn is_binary(self) -> bool {
        matches!(self, Self::BinaryEvent | Self::BinaryAck)
    }
}

/// Names that the official client and server refuse in an event: those are their own.
const RESERVED: [&str; 6] =
    ["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"];
/// The most attachments of a packet: more are not believed.
const ATTACHMENTS_MAX: usize = 1000;

impl Packet {
    /// Asks for this namespace, with what the handshake carries.
    pub fn connect(namespace: &str, auth: Option<Value>) -> Self {
        Self { data: auth, ..Self::bare(PacketKind::Connect, namespace) }
    }

    pub fn disconnect(namespace: &str) -> Self {
        Self::bare(PacketKind::Disconnect, namespace)
    }

    /// An event with its arguments. `id` asks for an acknowledgement.
    pub fn event(namespace: &str, name: &str, arguments: Vec<Value>, id: Option<u64>) -> Self {
        let data = std::iter::once(name.into()).chain(arguments).collect();
        Self { id, data: Some(Value::Array(data)), ..Self::bare(PacketKind::Event, namespace) }
    }

    fn bare(kind: PacketKind, namespace: &str) -> Self {
        Self { kind, namespace: namespace.into(), id: None, attachments: 0, data: None }
    }

    /// Reads the content of a message of Engine.IO, without its `4`. What the official client refuses, with which it
    /// gives the whole connection up, is an error.
    pub fn decode(text: &str) -> Result<Self, PacketError> {
        let bad = |why: &str| format!("{why}: {}", quoted(text));
        let kind = text.bytes().next().and_then(|byte| PacketKind::ALL.get(usize::from(byte.wrapping_sub(b'0'))));
        let kind = *kind.ok_or_else(|| bad("no packet of Socket.IO begins so"))?;
        let mut rest = &text[1..];
        let mut attachments = 0;
        if kind.is_binary() {
            let (number, after) = rest.split_once('-').ok_or_else(|| bad("no number of attachments"))?;
            attachments =
                digits(number).filter(|_| !number.is_empty()).ok_or_else(|| bad("no number of attachments"))?;
            if attachments > ATTACHMENTS_MAX {
                return Err(bad("too many attachments"));
            }
            rest = after;
        }
        let mut namespace = "/";
        if rest.starts_with('/') {
            (namespace, rest) = rest.split_once(',').unwrap_or((rest, ""));
        }
        let end = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (id, rest) = rest.split_at(end);
        let id = if id.is_empty() { None } else { Some(id.parse().map_err(|_| bad("too large an id"))?) };
        let data = if rest.is_empty() { None } else { Some(json::parse(rest).map_err(|why| bad(&why))?) };
        if !data.as_ref().is_none_or(|data| may_hold(kind, data)) {
            return Err(bad("not what a packet of this kind holds"));
        }
        Ok(Self { kind, namespace: namespace.into(), id, attachments, data })
    }

    /// The content of a message of Engine.IO.
    pub fn encode(&self) -> String {
        let mut text = (self.kind as u8).to_string();
        if self.kind.is_binary() {
            text += &format!("{}-", self.attachments);
        }
        if self.namespace != "/" {
            text += &self.namespace;
            text.push(',');
        }
        text += &self.id.map(|id| id.to_string()).unwrap_or_default();
        text += &self.data.as_ref().map(Value::to_string).unwrap_or_default();
        text
    }

    /// The name of an event and its arguments; none of any other packet.
    pub fn as_event(&self) -> Option<(&str, &[Value])> {
        if !matches!(self.kind, PacketKind::Event | PacketKind::BinaryEvent) {
            return None;
        }
        let (name, arguments) = self.data.as_ref()?.as_array()?.split_first()?;
        Some((name.as_str().unwrap_or_default(), arguments))
    }

    /// What an acknowledgement brings; none of any other packet.
    pub fn as_ack(&self) -> Option<(u64, &Value)> {
        let is_ack = matches!(self.kind, PacketKind::Ack | PacketKind::BinaryAck);
        self.id.zip(self.data.as_ref()).filter(|_| is_ack)
    }

    /// Why a namespace refused us: the message of the error, or whatever stands in its place.
    pub fn as_refusal(&self) -> Option<String> {
        if self.kind != PacketKind::ConnectError {
            return None;
        }
        Some(match &self.data {
            Some(Value::String(text)) => text.clone(),
            Some(data) => data["message"].as_str().map_or_else(|| data.to_string(), str::to_owned),
            None => String::new(),
        })
    }
}

/// A number that is written in digits alone; 0 if there are none.
fn digits(text: &str) -> Option<usize> {
    let is_number = text.len() < 10 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(0))
}

/// Whether a packet of this kind may hold this, as `isPayloadValid` of socket.io-parser 4.2 has it.
fn may_hold(kind: PacketKind, data: &Value) -> bool {
    match kind {
        PacketKind::Connect => data.is_object(),
        PacketKind::Disconnect => false,
        PacketKind::ConnectError => data.is_object() || data.is_string(),
        PacketKind::Event | PacketKind::BinaryEvent => match data.as_array().and_then(|data| data.first()) {
            Some(Value::String(name)) => !RESERVED.contains(&name.as_str()),
            Some(name) => name.is_number(),
            None => false,
        },
        PacketKind::Ack | PacketKind::BinaryAck => data.is_array(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn the_examples_of_the_protocol_are_read() {
        let packet = |kind, namespace: &str| Packet::bare(kind, namespace);
        let placeholder = json!(["baz", {"_placeholder": true, "num": 0}]);
        let cases = [
            ("0", Packet::connect("/", None)),
            (r#"0{"sid":"a"}"#, Packet::connect("/", Some(json!({"sid": "a"})))),
            (r#"0/admin,{"token":"1"}"#, Packet::connect("/admin", Some(json!({"token": "1"})))),
            (
                r#"4{"message":"no"}"#,
                Packet { data: Some(json!({"message": "no"})), ..packet(PacketKind::ConnectError, "/") },
            ),
            (r#"2["foo"]"#, Packet::event("/", "foo", vec![], None)),
            (r#"2/admin,["bar"]"#, Packet::event("/admin", "bar", vec![], None)),
            (r#"212["foo",{"a":1}]"#, Packet::event("/", "foo", vec![json!({"a": 1})], Some(12))),
            (
                r#"3/admin,13["bar"]"#,
                Packet { id: Some(13), data: Some(json!(["bar"])), ..packet(PacketKind::Ack, "/admin") },
            ),
            ("1/admin,", Packet::disconnect("/admin")),
            (
                r#"51-["baz",{"_placeholder":true,"num":0}]"#,
                Packet { attachments: 1, data: Some(placeholder), ..packet(PacketKind::BinaryEvent, "/") },
            ),
            (
                r#"61-/a,7[{"_placeholder":true,"num":0}]"#,
                Packet {
                    attachments: 1,
                    id: Some(7),
                    data: Some(json!([{"_placeholder": true, "num": 0}])),
                    ..packet(PacketKind::BinaryAck, "/a")
                },
            ),
        ];
        for (text, packet) in cases {
            assert_eq!(Packet::decode(text).as_ref(), Ok(&packet), "{text}");
            assert_eq!(packet.encode(), text);
        }
        assert_eq!(Packet::decode("0/admin"), Ok(Packet::connect("/admin", None)), "without its comma");
        assert_eq!(Packet::decode("1"), Ok(Packet::disconnect("/")));
    }

    #[test]
    fn what_the_official_client_refuses_is_refused() {
        let cases = [
            "",
            "7",
            "é",
            "a",
            "2{}",
            "2[]",
            r#"2["connect"]"#,
            "2[null]",
            "2[",
            "3{}",
            "0[]",
            r#"1{"a":1}"#,
            "4[]",
            "5[]",
            "5-[1]",
            r#"5x-["a"]"#,
            r#"51["a"]"#,
            r#"51-["a"#,
            "299999999999999999999[\"a\"]",
            r#"59999999-["a"]"#,
            "2/admin[\"a\"]x,[",
            "2NaN",
            "0null",
        ];
        for text in cases {
            assert!(Packet::decode(text).is_err(), "{text}: {:?}", Packet::decode(text));
        }
    }

    #[test]
    fn each_packet_says_what_it_is() {
        let read = |text| Packet::decode(text).unwrap();
        assert_eq!(read(r#"2["a",1]"#).as_event(), Some(("a", &[json!(1)][..])));
        assert_eq!(read("2[7]").as_event(), Some(("", &[][..])));
        assert_eq!(read("2").as_event(), None);
        assert_eq!(read("37[1]").as_ack(), Some((7, &json!([1]))));
        assert_eq!(read("27[1]").as_ack(), None);
        assert_eq!(read(r#"4{"message":"no"}"#).as_refusal().as_deref(), Some("no"));
        assert_eq!(read(r#"4/x,"Unable to connect""#).as_refusal().as_deref(), Some("Unable to connect"));
        assert_eq!(read(r#"4{"why":1}"#).as_refusal().as_deref(), Some(r#"{"why":1}"#));
        assert_eq!(read("0").as_refusal(), None);
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
            "[\u{1e},/\\[0-9-]{0,6}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 16, 4, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                proptest::collection::btree_map("[a-z\u{1e}]{0,4}", inner, 0..4)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    prop_compose! {
        fn any_event()(
            namespace in prop_oneof![Just("/".to_owned()), "/[a-z0-9?=/é-]{0,8}"],
            id in proptest::option::of(any::<u64>()),
            name in "[a-z é\u{1e}]{1,8}",
            arguments in proptest::collection::vec(any_json(), 0..3),
            attachments in proptest::option::of(0..9_usize),
        ) -> Packet {
            let event = Packet::event(&namespace, &format!("{name}!"), arguments, id);
            match attachments {
                Some(attachments) => Packet { kind: PacketKind::BinaryEvent, attachments, ..event },
                None => event,
            }
        }
    }

    proptest! {
        #[test]
        fn a_packet_survives_being_written(packet in any_event()) {
            let written = packet.encode();
            prop_assert!(!written.contains('\u{1e}'), "JSON escapes what stands between packets");
            prop_assert_eq!(Packet::decode(&written), Ok(packet));
        }

        /// A packet that is cut short is none, or one without its data: never another one.
        #[test]
        fn no_part_of_an_event_is_another_event(packet in any_event()) {
            let written = packet.encode();
            for (cut, _) in written.char_indices() {
                if let Ok(part) = Packet::decode(&written[..cut]) {
                    prop_assert_eq!(part.data, None, "of {}", &written[..cut]);
                }
            }
        }

        #[test]
        fn whatever_comes_is_read_or_refused(text in "[0-6][0-9/,\\[\\]{}\"a-]{0,12}") {
            if let Ok(packet) = Packet::decode(&text) {
                prop_assert_eq!(Packet::decode(&packet.encode()), Ok(packet));
            }
        }
    }
}
