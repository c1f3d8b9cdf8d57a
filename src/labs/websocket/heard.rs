//! What stands in a message that a client heard. Servers and pages wrap what is said as they like, so it is known by what
//! is in it, at whatever depth of JSON.

use crate::history::{Frame, FrameKind, Nanos};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// A message as one client heard it.
#[derive(Debug, Clone, PartialEq)]
pub struct Heard {
    pub at: Nanos,
    /// It came as bytes.
    pub is_binary: bool,
    /// As it came; bytes that are no UTF-8 are replaced.
    pub raw: String,
    /// The texts in it: itself, and those in it if it is JSON.
    texts: Vec<String>,
    /// What makes two of them the same kind of message: the keys of its JSON and a type, if it has any.
    shape: String,
}

impl Heard {
    /// None of a control frame.
    pub fn of(frame: &Frame) -> Option<Self> {
        let is_binary = match frame.kind {
            FrameKind::Text => false,
            FrameKind::Binary => true,
            _ => return None,
        };
        let raw = String::from_utf8_lossy(&frame.bytes).into_owned();
        let (mut texts, mut shape) = (vec![raw.clone()], String::new());
        let value = serde_json::from_str::<Value>(&raw);
        if let Ok(value @ (Value::Object(_) | Value::Array(_) | Value::String(_))) = value {
            gather(&value, &mut texts);
            shape = shape_of(&value);
        }
        Some(Self { at: frame.at, is_binary, raw, texts, shape })
    }

    /// Whether this stands in it anywhere, in upper or lower case.
    pub fn has(&self, what: &str) -> bool {
        let what = what.to_lowercase();
        self.texts.iter().any(|text| text.to_lowercase().contains(&what))
    }

    /// Whether a text in it holds this one to the letter, but for one escape for HTML and the form of its accents.
    pub fn has_exactly(&self, what: &str) -> bool {
        let what = composed(what);
        let shown = |text: &String| composed(&html_escape::decode_html_entities(text));
        self.texts.iter().any(|text| composed(text).contains(&what) || shown(text).contains(&what))
    }

    /// The shortest text in it that holds this, in upper or lower case.
    pub fn text_with(&self, what: &str) -> Option<&str> {
        let what = what.to_lowercase();
        let with = self.texts.iter().filter(|text| text.to_lowercase().contains(&what));
        with.min_by_key(|text| text.len()).map(String::as_str)
    }

    /// Whether the other one says the same in the same way.
    pub fn is_like(&self, other: &Self) -> bool {
        self.shape == other.shape && (!self.shape.is_empty() || self.raw == other.raw)
    }
}

fn composed(text: &str) -> String {
    text.trim().nfc().collect()
}

fn gather(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            texts.push(text.clone());
            // Some write JSON into a text of JSON.
            if let Ok(inner @ (Value::Object(_) | Value::Array(_))) = serde_json::from_str(text) {
                gather(&inner, texts);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, texts)),
        Value::Object(keys) => keys.values().for_each(|value| gather(value, texts)),
        _ => {}
    }
}

fn shape_of(value: &Value) -> String {
    match value {
        Value::Object(keys) => {
            let kind = ["type", "event", "action", "kind"].iter().find_map(|key| keys.get(*key)?.as_str());
            let names: Vec<&str> = keys.keys().map(String::as_str).collect();
            format!("{{{} {}}}", names.join(","), kind.unwrap_or_default())
        }
        Value::Array(items) => format!("[{}]", items.len()),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::Direction;

    fn heard(kind: FrameKind, text: &str) -> Heard {
        let frame = Frame { at: 7, direction: Direction::Received, kind, bytes: text.as_bytes().to_vec() };
        Heard::of(&frame).expect("a message")
    }

    #[test]
    fn what_is_said_is_found_however_it_is_wrapped() {
        for text in [
            "mot-1",
            "ada : mot-1",
            r#"{"type":"message","of":[{"text":"mot-1"}]}"#,
            r#"["MOT-1"]"#,
            r#"{"data":"{\"text\":\"mot-1\"}"}"#,
        ] {
            assert!(heard(FrameKind::Text, text).has("mot-1"), "{text}");
        }
        assert!(!heard(FrameKind::Text, "mot-2").has("mot-1"));
        let frame = Frame { at: 7, direction: Direction::Received, kind: FrameKind::Ping, bytes: vec![] };
        assert!(Heard::of(&frame).is_none());
    }

    #[test]
    fn one_escape_for_html_and_the_form_of_accents_are_no_change() {
        let what = "mot-1 « l'été » 1 < 2 & \"x\"";
        for text in [
            what.to_owned(),
            serde_json::json!({ "text": what }).to_string(),
            "mot-1 « l&#39;été » 1 &lt; 2 &amp; &quot;x&quot;".into(),
            what.replace('é', "e\u{301}"),
        ] {
            assert!(heard(FrameKind::Text, &text).has_exactly(what), "{text}");
        }
        for text in ["mot-1 « l'Ã©tÃ© » 1 < 2 & \"x\"", "MOT-1 « l'été » 1 < 2 & \"x\"", "mot-1"] {
            assert!(!heard(FrameKind::Text, text).has_exactly(what), "{text}");
        }
    }

    #[test]
    fn a_message_and_a_notice_of_it_are_two_things() {
        let json = |text: &str| heard(FrameKind::Text, text);
        let message = json(r#"{"type":"message","text":"mot-1","id":1}"#);
        assert!(message.is_like(&json(r#"{"type":"message","text":"mot-1","id":2}"#)));
        assert!(!message.is_like(&json(r#"{"type":"typed","text":"mot-1","id":2}"#)));
        assert!(json("mot-1").is_like(&json("mot-1")) && !json("mot-1").is_like(&json("ada a dit mot-1")));
    }
}
