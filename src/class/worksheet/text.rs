use super::refusal::Refusal;
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A worksheet as text, with what is needed to write it again byte for byte.
pub struct Encoded {
    pub text: String,
    encoding: &'static encoding_rs::Encoding,
    /// The mark of the byte order, which is no text.
    mark: Vec<u8>,
}

impl Encoded {
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let (encoding, length) = match encoding_rs::Encoding::for_bom(bytes) {
            Some(found) => found,
            None if std::str::from_utf8(bytes).is_ok() => (UTF_8, 0),
            None => (WINDOWS_1252, 0),
        };
        let (mark, rest) = bytes.split_at(length);
        let (text, _) = encoding.decode_without_bom_handling(rest);
        let encoded = Self { text: text.into_owned(), encoding, mark: mark.into() };
        let is_text = !encoded.text.contains('\0');
        if is_text && encoded.write(&encoded.text) == bytes { Ok(encoded) } else { Err(Refusal::NoText) }
    }

    /// A character that the encoding does not have is written as an HTML entity: Moodle takes feedback for HTML.
    pub fn write(&self, text: &str) -> Vec<u8> {
        let mut bytes = self.mark.clone();
        match self.encoding {
            encoding if encoding == UTF_16LE => bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes)),
            encoding if encoding == UTF_16BE => bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes)),
            encoding => bytes.extend_from_slice(&encoding.encode(text).0),
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_again() {
        let every: Vec<u8> = (1..=255).collect();
        let utf16: Vec<u8> =
            [0xfe, 0xff].into_iter().chain("é;a\r\n".encode_utf16().flat_map(u16::to_be_bytes)).collect();
        for bytes in ["\u{feff}é,a\n".as_bytes(), b"plain", &every, &utf16] {
            let encoded = Encoded::read(bytes).unwrap();
            assert_eq!(encoded.write(&encoded.text), bytes);
        }
        assert_eq!(Encoded::read(b"\xe9").unwrap().write("é✘"), b"\xe9&#10008;");
    }

    #[test]
    fn what_cannot_be_is_refused() {
        for bytes in [&b"\xff\xfea"[..], b"\xff\xfe\x00\xd8a\x00", b"\xef\xbb\xbf\xff", b"a\0b"] {
            assert!(matches!(Encoded::read(bytes), Err(Refusal::NoText)));
        }
    }
}
