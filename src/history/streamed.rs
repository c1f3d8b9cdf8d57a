use super::Nanos;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The body of an answer that goes on and on, in the pieces in which it came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Streamed {
    pub pieces: Vec<Piece>,
    pub end: StreamEnd,
}

/// Bytes that came together, after any `Content-Encoding` was undone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Piece {
    pub at: Nanos,
    #[serde(flatten, serialize_with = "write", deserialize_with = "read")]
    pub bytes: Vec<u8>,
}

/// Why nothing came any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StreamEnd {
    /// We left: all was seen that was wanted.
    Left,
    /// The target ended it, in good order.
    Ended,
    /// The connection broke, or what came was no HTTP any more.
    Cut(String),
    /// So much came that we left.
    Flood,
}

/// Text is written as text, so that a person can read the file; a piece that ends within a character is not.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Written {
    Text(String),
    Base64(String),
}

fn write<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    let written = std::str::from_utf8(bytes)
        .map_or_else(|_| Written::Base64(STANDARD.encode(bytes)), |text| Written::Text(text.into()));
    written.serialize(serializer)
}

fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    match Written::deserialize(deserializer)? {
        Written::Text(text) => Ok(text.into_bytes()),
        Written::Base64(text) => STANDARD.decode(text).map_err(serde::de::Error::custom),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_survives_being_written_whatever_its_bytes() {
        for (bytes, word) in [("data: é\n\n".as_bytes(), "text"), (b"\xc3", "base64"), (b"", "text")] {
            let piece = Piece { at: 7, bytes: bytes.into() };
            let written = serde_json::to_string(&piece).unwrap();
            assert!(written.contains(word), "{written}");
            assert_eq!(serde_json::from_str::<Piece>(&written).unwrap(), piece);
        }
    }
}
