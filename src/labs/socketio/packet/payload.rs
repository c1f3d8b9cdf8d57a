//! The body of a polling request or answer: packets, with U+001E between them. Bytes are `b` and base64.

use super::{PacketError, quoted};
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// One packet of a payload, without the framing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A packet of Engine.IO as text, `42["chat message",…]`.
    Text(String),
    Binary(Vec<u8>),
}

const SEPARATOR: char = '\u{1e}';

/// As `atob` of a browser reads it: with its padding or without.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The packets of a body, in order.
pub fn decode(body: &str) -> Result<Vec<Part>, PacketError> {
    let part = |text: &str| match text.strip_prefix('b') {
        Some(base64) => BASE64
            .decode(base64)
            .map(Part::Binary)
            .map_err(|why| format!("what follows b is no base64 ({why}): {}", quoted(text))),
        None => Ok(Part::Text(text.into())),
    };
    body.split(SEPARATOR).map(part).collect()
}

/// The body that carries these packets. No text of them may hold U+001E: JSON writes it as an escape.
pub fn encode(parts: &[Part]) -> String {
    let part = |part: &Part| match part {
        Part::Text(text) => text.clone(),
        Part::Binary(bytes) => format!("b{}", BASE64.encode(bytes)),
    };
    parts.iter().map(part).collect::<Vec<_>>().join(&SEPARATOR.to_string())
}

/// Whether a body has the framing of Engine.IO 3, which version 2 of the library speaks: a length before each packet,
/// `97:0{"sid":…}`, or in its binary form 0 or 1, the digits of the length as bytes, and 255.
pub fn is_of_version_3(body: &[u8]) -> bool {
    let digits = |bytes: &[u8], digit: fn(&u8) -> bool| bytes.iter().take(8).take_while(|byte| digit(byte)).count();
    let text = digits(body, u8::is_ascii_digit);
    if text > 0 {
        return body.get(text) == Some(&b':') && body.get(text + 1).is_some_and(|byte| b"0123456b".contains(byte));
    }
    let Some((0 | 1, rest)) = body.split_first() else { return false };
    let binary = digits(rest, |byte| *byte < 10);
    binary > 0 && rest.get(binary) == Some(&255)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(text: &str) -> Part {
        Part::Text(text.into())
    }

    #[test]
    fn the_examples_of_the_protocol_are_read() {
        let cases = [
            ("4hello\u{1e}2\u{1e}4world", vec![text("4hello"), text("2"), text("4world")]),
            ("4hello\u{1e}bAQIDBA==", vec![text("4hello"), Part::Binary(vec![1, 2, 3, 4])]),
            ("4€", vec![text("4€")]),
        ];
        for (body, parts) in cases {
            assert_eq!(decode(body).as_ref(), Ok(&parts));
            assert_eq!(encode(&parts), body);
        }
        assert_eq!(decode("bAQIDBA"), Ok(vec![Part::Binary(vec![1, 2, 3, 4])]));
        assert!(decode("bAQ!").is_err());
    }

    #[test]
    fn the_framing_of_version_3_is_told_from_that_of_4() {
        let three: [&[u8]; 5] =
            [b"97:0{\"sid\":\"a\"}2:40", b"1:2", b"2:40", b"\x00\x09\x07\xff0{", b"\x01\x05\xff\x04abcd"];
        for body in three {
            assert!(is_of_version_3(body), "{body:?}");
        }
        let four: [&[u8]; 9] =
            [b"0{\"sid\":\"a\"}", b"2", b"40", b"42[\"a:b\"]", b"431[]", b"bAQ==", b"", b"<html>", b"\x00\xff"];
        for body in four {
            assert!(!is_of_version_3(body), "{body:?}");
        }
    }

    fn any_part() -> impl Strategy<Value = Part> {
        let text = "[0-6][^\u{1e}]{0,20}".prop_map(Part::Text);
        prop_oneof![text, proptest::collection::vec(any::<u8>(), 0..20).prop_map(Part::Binary)]
    }

    proptest! {
        #[test]
        fn a_payload_survives_being_written(parts in proptest::collection::vec(any_part(), 1..6)) {
            prop_assert_eq!(decode(&encode(&parts)), Ok(parts));
        }

        /// Wherever a body is cut, the packets before the cut are those of the whole body, but for the last.
        #[test]
        fn a_body_that_is_cut_has_the_packets_before_the_cut(
            texts in proptest::collection::vec("[0-6][^\u{1e}]{0,8}", 1..6),
        ) {
            let parts: Vec<Part> = texts.into_iter().map(Part::Text).collect();
            let body = encode(&parts);
            for (cut, _) in body.char_indices() {
                let mut before = decode(&body[..cut]).unwrap();
                let Some(Part::Text(last)) = before.pop() else { panic!("no last packet") };
                prop_assert_eq!(&before[..], &parts[..before.len()]);
                let Part::Text(whole) = &parts[before.len()] else { panic!("text") };
                prop_assert!(whole.starts_with(&last));
            }
        }
    }
}
