//! What stands in an event that a client heard. Servers name events and keys as they like, so a message is known by its
//! text and a notice by the pseudo in it, at whatever depth of whichever argument.

use crate::history::Nanos;
use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization;

/// An event as one client heard it.
#[derive(Debug, Clone, PartialEq)]
pub struct Heard {
    pub at: Nanos,
    pub name: String,
    /// Its arguments as JSON.
    pub data: String,
    texts: Vec<Text>,
}

/// A text in it.
#[derive(Debug, Clone, PartialEq)]
struct Text {
    /// As it came.
    raw: String,
    /// As a page shows it that sets HTML: references undone once, composed, without blanks around it.
    shown: String,
    /// The same in lower case.
    lower: String,
    place: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// An argument, or in objects of one.
    Plain,
    /// One of several of its kind: in an array, in a map with a key for each of them, or such a key.
    List,
    /// In an attachment.
    Bytes,
}

impl Heard {
    pub fn new(at: Nanos, name: &str, arguments: &[Value], attachments: &[Vec<u8>]) -> Self {
        let mut texts = Vec::new();
        arguments.iter().for_each(|argument| gather(argument, Place::Plain, &mut texts));
        texts.extend(attachments.iter().map(|bytes| text(&String::from_utf8_lossy(bytes), Place::Bytes)));
        let data: Vec<String> = arguments.iter().map(Value::to_string).collect();
        Self { at, name: name.into(), data: data.join(", "), texts }
    }

    fn with(&self, what: &str) -> impl Iterator<Item = &Text> {
        let what = what.to_lowercase();
        self.texts.iter().filter(move |text| text.lower.contains(&what))
    }

    /// Whether this text or pseudo stands in it anywhere, in upper or lower case.
    pub fn has(&self, what: &str) -> bool {
        self.with(what).next().is_some()
    }

    /// Whether it stands in it as such, and not only as one of a list: of the messages so far, of those who are there.
    pub fn says(&self, what: &str) -> bool {
        self.with(what).any(|text| text.place != Place::List)
    }

    /// Whether a text in it holds this one to the letter, but for one escape for HTML and the form of its accents.
    pub fn has_exactly(&self, what: &str) -> bool {
        let what = composed(what);
        let texts = self.texts.iter().filter(|text| text.place != Place::Bytes);
        texts.into_iter().any(|text| text.shown.contains(&what) || composed(&text.raw).contains(&what))
    }

    /// What it says, if it says no: by its name, or by a text in it.
    pub fn refusal(&self) -> Option<&str> {
        let shown = |text: &&Text| text.place != Place::List || is_no(&text.lower);
        let told = || self.texts.iter().filter(shown).map(|text| text.raw.as_str()).max_by_key(|text| text.len());
        let saying = self.texts.iter().find(|text| is_no(&text.lower) && text.raw.contains(' '));
        let by_text = || self.texts.iter().find(|text| is_no(&text.lower));
        match saying {
            Some(text) => Some(&text.raw),
            None if is_no(&self.name) || by_text().is_some() => Some(told().unwrap_or(&self.name)),
            None => None,
        }
    }

    /// The first text as it came that holds this.
    pub fn text_with(&self, what: &str) -> Option<&str> {
        self.with(what).next().map(|text| text.raw.as_str())
    }
}

fn composed(text: &str) -> String {
    text.trim().nfc().collect()
}

fn text(raw: &str, place: Place) -> Text {
    let shown = composed(&html_escape::decode_html_entities(raw));
    Text { lower: shown.to_lowercase(), raw: raw.into(), shown, place }
}

fn gather(value: &Value, place: Place, texts: &mut Vec<Text>) {
    match value {
        Value::String(raw) => match inner(raw) {
            Some(value) => gather(&value, place, texts),
            None => texts.push(text(raw, place)),
        },
        Value::Array(values) => values.iter().for_each(|value| gather(value, Place::List, texts)),
        Value::Object(map) => {
            let place = if has_a_key_for_each(map) { Place::List } else { place };
            for (key, value) in map {
                texts.push(text(key, Place::List));
                gather(value, place, texts);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The JSON in a text: what is sent so is read by `JSON.parse`.
fn inner(raw: &str) -> Option<Value> {
    let is_likely = raw.trim_start().starts_with(['{', '[']);
    is_likely.then(|| serde_json::from_str(raw).ok()).flatten()
}

/// Keys that count or tell clients apart, such as the ids of their sockets: no names that somebody wrote.
fn has_a_key_for_each(map: &Map<String, Value>) -> bool {
    let is_id = |key: &String| key.len() >= 15 || key.bytes().all(|byte| byte.is_ascii_digit());
    !map.is_empty() && map.keys().all(is_id)
}

/// Words by which a server says no: the only thing of what it says that is understood.
const NO: [&str; 15] = [
    "error",
    "erreur",
    "limit",
    "too many",
    "trop de",
    "trop vite",
    "unauthor",
    "slow down",
    "spam",
    "flood",
    "throttl",
    "refus",
    "denied",
    "invalid",
    "interdit",
];

/// Whether a text says no.
fn is_no(text: &str) -> bool {
    let text = text.to_lowercase();
    NO.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn heard(arguments: &[Value]) -> Heard {
        Heard::new(1, "x", arguments, &[])
    }

    #[test]
    fn a_text_is_found_wherever_it_stands() {
        let places = [
            json!("mot-1"),
            json!("ana : mot-1"),
            json!({"message": "mot-1"}),
            json!({"data": {"content": {"text": " mot-1\n"}}}),
            json!([["ana", "mot-1"]]),
            json!({"mot-1": true}),
            json!("{\"message\":\"mot-1\"}"),
            json!("MOT-1"),
            json!("&#109;ot-1"),
        ];
        for place in places {
            assert!(heard(std::slice::from_ref(&place)).has("mot-1"), "{place}");
            assert!(heard(&[json!(7), place.clone()]).has("mot-1"), "{place}");
            assert!(!heard(std::slice::from_ref(&place)).has("mot-2"), "{place}");
        }
        assert!(Heard::new(1, "x", &[json!({"_placeholder": true, "num": 0})], &[b"mot-1".to_vec()]).has("mot-1"));
    }

    #[test]
    fn what_is_one_of_several_is_no_notice_of_its_own() {
        let lists = [
            json!(["ana", "bob"]),
            json!({"users": ["bob"]}),
            json!({"users": [{"name": "bob"}]}),
            json!({"bob": "a7"}),
            json!({"users": {"3pX9vJ2aQ0k7T_zsAAAB": "bob", "8sX9vJ2aQ0k7T_zsAAAD": "ana"}}),
            json!({"users": {"1": {"name": "bob"}}}),
            json!("[\"bob\"]"),
        ];
        for list in lists {
            assert!(
                heard(std::slice::from_ref(&list)).has("bob") && !heard(std::slice::from_ref(&list)).says("bob"),
                "{list}"
            );
        }
        let notices = [
            json!("bob a rejoint le salon"),
            json!({"message": "bob joined"}),
            json!({"user": {"name": "bob", "id": 7}, "members": ["ana", "bob"]}),
        ];
        for notice in notices {
            assert!(heard(std::slice::from_ref(&notice)).says("bob"), "{notice}");
        }
        assert!(heard(&[json!("join"), json!("bob")]).says("bob"), "arguments are no list");
    }

    #[test]
    fn a_server_says_no_by_a_name_or_a_text() {
        let event = |name: &str, argument: Value| Heard::new(1, name, &[argument], &[]);
        assert_eq!(event("error", json!({"message": "Doucement"})).refusal(), Some("Doucement"));
        assert_eq!(event("x", json!({"error": "Trop de messages"})).refusal(), Some("Trop de messages"));
        assert_eq!(event("rate_limit", json!(3)).refusal(), Some("rate_limit"));
        assert_eq!(event("", json!({"status": "error", "text": "slow down"})).refusal(), Some("slow down"));
        assert_eq!(event("room message", json!({"message": "bob a rejoint le salon"})).refusal(), None);
    }

    #[test]
    fn escaped_once_a_text_is_the_same_and_twice_it_is_not() {
        let sent = "été « 2 < 3 » & \"x\" 🎈";
        let same = [
            json!({"message": sent}),
            json!("ana : été « 2 &lt; 3 » &amp; &quot;x&quot; 🎈"),
            json!("&eacute;t&#233; &laquo; 2 &lt; 3 &#xBB; & &#34;x&#34; &#x1f388;"),
            json!("e\u{301}te\u{301} « 2 < 3 » & \"x\" 🎈"),
            json!(["  été « 2 < 3 » & \"x\" 🎈 "]),
            json!(json!({"m": sent}).to_string()),
        ];
        for same in same {
            assert!(heard(std::slice::from_ref(&same)).has_exactly(sent), "{same}");
        }
        let others = [
            json!("Ã©tÃ© Â« 2 < 3 Â» & \"x\" ð\u{9f}\u{8e}\u{88}"),
            json!("été « 2 &amp;lt; 3 » &amp;amp; &amp;quot;x&amp;quot; 🎈"),
            json!("été « 2 < 3 » & \"x\" ?"),
            json!("ete « 2 < 3 » & \"x\" 🎈"),
            json!("Été « 2 < 3 » & \"x\" 🎈"),
        ];
        for other in others {
            assert!(!heard(std::slice::from_ref(&other)).has_exactly(sent), "{other}");
        }
        // What was sent with a reference in it comes back as it was.
        assert!(heard(&[json!("a &amp; b")]).has_exactly("a &amp; b"));
        let bytes = Heard::new(1, "x", &[], &[sent.as_bytes().to_vec()]);
        assert!(bytes.has("été") && !bytes.has_exactly(sent), "a page shows [object ArrayBuffer]");
    }
}
