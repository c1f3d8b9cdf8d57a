//! Bytes as they are written to a file: text as text, so that a person can read it, anything else as base64.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Written {
    Text(String),
    Base64(String),
}

pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    let written = std::str::from_utf8(bytes)
        .map_or_else(|_| Written::Base64(STANDARD.encode(bytes)), |text| Written::Text(text.into()));
    written.serialize(serializer)
}

pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    match Written::deserialize(deserializer)? {
        Written::Text(text) => Ok(text.into_bytes()),
        Written::Base64(text) => STANDARD.decode(text).map_err(serde::de::Error::custom),
    }
}
