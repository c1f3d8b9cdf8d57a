//! What an answer says: the state in its body, by the contract.

use super::contract::AnswerFields;
use crate::history::body_text;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A status and its version, as one answer gave them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    pub status: String,
    pub version: Version,
}

/// A version as the target wrote it: an opaque token, echoed byte for byte.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Version {
    pub token: String,
    pub kind: VersionKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VersionKind {
    Integer,
    Float,
    Text,
}

impl VersionKind {
    pub fn as_str(self) -> &'static str {
        match self {
            VersionKind::Integer => "integer",
            VersionKind::Float => "float",
            VersionKind::Text => "text",
        }
    }
}

impl Version {
    /// Whether it looks like the time of a clock, which may repeat within a tick: seconds since 1970 have ten digits.
    pub fn is_clock(&self) -> bool {
        self.kind != VersionKind::Integer || self.token.trim_start_matches('-').len() >= 9
    }

    /// The order of two versions, if both are numbers.
    pub fn compare(&self, other: &Version) -> Option<std::cmp::Ordering> {
        if self.kind == VersionKind::Text || other.kind == VersionKind::Text {
            return None;
        }
        if let (Ok(a), Ok(b)) = (self.token.parse::<i128>(), other.token.parse::<i128>()) {
            return Some(a.cmp(&b));
        }
        self.token.parse::<f64>().ok()?.partial_cmp(&other.token.parse::<f64>().ok()?)
    }
}

/// The state that an answer carries, if its body is JSON to a browser and has one.
pub fn read(body: &[u8], headers: &[(String, String)], fields: &AnswerFields) -> Option<State> {
    // A body may be large, and others are answered meanwhile: it is gone through once.
    let text = json_text(body);
    let top = Inside::of(&text)?;
    let written = top.at(&fields.status)?.get();
    let status = match serde_json::from_str(written) {
        Ok(Value::String(text)) => text,
        Ok(Value::Null) => return None,
        Ok(other) if !other.is_number() => other.to_string(),
        // A number, with the digits that it was written with: some are too large for Rust, and none for a browser.
        _ => written.into(),
    };
    let version = match &fields.version_header {
        Some(name) => {
            let value = headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
            value.and_then(|(_, value)| in_header(value))?
        }
        None => version(top.at(&fields.version)?)?,
    };
    Some(State { status, version })
}

/// A version as it stands in a header: a number, or anything else, such as an entity tag, as it came.
fn in_header(value: &str) -> Option<Version> {
    let token = value.trim();
    let is_number = !token.is_empty() && token.len() < 30 && token.bytes().all(|byte| byte.is_ascii_digit());
    let kind = if is_number { VersionKind::Integer } else { VersionKind::Text };
    (!token.is_empty() && token.len() <= LONGEST).then(|| Version { token: token.into(), kind })
}

/// The text of a body, ready to be parsed as JSON. To `JSON.parse` half of a surrogate pair is a character like any
/// other; in Rust it has no place in a text. So its escape is kept as it is written: `"\ud800"` is read as the six
/// characters `\ud800`, another text than all that is sent here.
fn json_text(body: &[u8]) -> Cow<'_, str> {
    let text = body_text(body);
    match with_halves_escaped(&text) {
        Some(escaped) => escaped.into(),
        None => text,
    }
}

/// The same JSON with another backslash before each escape of half a surrogate pair; none where there is no such half.
fn with_halves_escaped(text: &str) -> Option<String> {
    let (mut out, mut kept, mut at) = (String::new(), 0, 0);
    // A backslash is valid within strings only, and with the character after it: what is no JSON stays none.
    while let Some(found) = text[at..].find('\\') {
        let start = at + found;
        let (unit, next) = (escaped_unit(text, start), escaped_unit(text, start + 6));
        at = match (unit, next) {
            (Some(0xd800..0xdc00), Some(0xdc00..0xe000)) => start + 12,
            (Some(0xd800..0xe000), _) => {
                out.push_str(&text[kept..start]);
                out.push('\\');
                kept = start;
                start + 6
            }
            (Some(_), _) => start + 6,
            (None, _) => start + 1 + text[start + 1..].chars().next().map_or(0, char::len_utf8),
        };
    }
    (kept > 0).then(|| out + &text[kept..])
}

/// The number in an escape `\u12ab` at this place.
fn escaped_unit(text: &str, at: usize) -> Option<u32> {
    let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
    let hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| hex)
}

/// A version comes back in the address of a request, which has room for no more.
const LONGEST: usize = 1000;

/// Numbers keep the very digits they were written with: 2^53 and float formatting must not change a token.
fn version(raw: &RawValue) -> Option<Version> {
    let text = raw.get();
    if text.len() > LONGEST {
        return None;
    }
    let (token, kind) = match text.as_bytes().first()? {
        b'"' => (serde_json::from_str::<String>(text).ok()?, VersionKind::Text),
        b'-' | b'0'..=b'9' if text.contains(['.', 'e', 'E']) => (text.into(), VersionKind::Float),
        b'-' | b'0'..=b'9' => (text.into(), VersionKind::Integer),
        _ => return None,
    };
    Some(Version { token, kind })
}

/// What an object or a list holds, none of it read yet.
enum Inside<'a> {
    Object(BTreeMap<String, &'a RawValue>),
    List(Vec<&'a RawValue>),
}

impl<'a> Inside<'a> {
    fn of(text: &'a str) -> Option<Self> {
        match text.trim_start().as_bytes().first()? {
            b'[' => serde_json::from_str(text).ok().map(Self::List),
            _ => serde_json::from_str(text).ok().map(Self::Object),
        }
    }

    /// The raw text of the field at a dotted path; a number is a place in a list.
    fn at(&self, path: &str) -> Option<&'a RawValue> {
        let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
        let value = match self {
            Self::Object(fields) => fields.get(name).copied(),
            Self::List(items) => items.get(name.parse::<usize>().ok()?).copied(),
        }?;
        rest.map_or(Some(value), |rest| Inside::of(value.get())?.at(rest))
    }
}

/// So deep, and so many fields, are looked at.
const DEEPEST: u8 = 5;
const MOST: usize = 500;

/// The dotted paths of all scalar fields of a JSON body, with their raw text.
pub fn find(body: &[u8]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    if let Ok(raw) = serde_json::from_str::<&RawValue>(&json_text(body)) {
        walk(raw, "", DEEPEST, &mut found);
    }
    found
}

fn walk(raw: &RawValue, path: &str, depth: u8, found: &mut Vec<(String, String)>) {
    let within = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match raw.get().as_bytes().first() {
        _ if found.len() >= MOST => {}
        Some(b'{' | b'[') if depth > 0 => match Inside::of(raw.get()) {
            Some(Inside::Object(fields)) => {
                fields.into_iter().for_each(|(name, value)| walk(value, &within(&name), depth - 1, found));
            }
            Some(Inside::List(items)) => {
                let places = (0..).map(|place: usize| within(&place.to_string()));
                places.zip(items).for_each(|(path, value)| walk(value, &path, depth - 1, found));
            }
            None => {}
        },
        // The body itself is no field.
        Some(b'"' | b'-' | b'0'..=b'9' | b't' | b'f') if !path.is_empty() => {
            found.push((path.to_owned(), raw.get().to_owned()));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> AnswerFields {
        AnswerFields::default()
    }

    fn token(body: &str) -> Option<(String, VersionKind)> {
        read(body.as_bytes(), &[], &names()).map(|s| (s.version.token, s.version.kind))
    }

    #[test]
    fn a_version_keeps_its_digits() {
        let cases = [
            (r#"{"status":"a","version":9007199254740993}"#, "9007199254740993", VersionKind::Integer),
            (r#"{"status":"a","version":1795219622.2221568}"#, "1795219622.2221568", VersionKind::Float),
            (r#"{"status":"a","version":1.50}"#, "1.50", VersionKind::Float),
            (r#"{"status":"a","version":-0}"#, "-0", VersionKind::Integer),
            (r#"{"status":"a","version":"2026-11-21T01:02:03"}"#, "2026-11-21T01:02:03", VersionKind::Text),
        ];
        for (body, wanted, kind) in cases {
            assert_eq!(token(body), Some((wanted.into(), kind)), "{body}");
        }
    }

    #[test]
    fn what_is_no_version_is_none() {
        for version in ["null", "true", "{}", "[1]", &"1".repeat(LONGEST + 1)] {
            assert_eq!(token(&format!(r#"{{"status":"a","version":{version}}}"#)), None);
        }
    }

    #[test]
    fn what_is_not_json_or_empty_carries_no_state() {
        for body in ["{'status': 'a', 'version': 1}", r#"{"status":"a","version":1,}"#, r#"{"version":NaN}"#, " \n"] {
            assert_eq!(read(body.as_bytes(), &[], &names()), None, "{body}");
        }
        assert!(read(b"\xef\xbb\xbf{\"status\":\"a\",\"version\":1}", &[], &names()).is_some());
    }

    fn status(body: &[u8]) -> Option<String> {
        read(body, &[], &names()).map(|state| state.status)
    }

    #[test]
    fn what_a_browser_reads_is_read() {
        assert_eq!(status(b"{\"status\":\"Termin\xe9e\",\"version\":1}").as_deref(), Some("Termin\u{fffd}e"));
        assert_eq!(status(b"{\"status\":\"a\",\"version\":1,\"message\":\"\xe0 jour\"}").as_deref(), Some("a"));
        let doubled = br#"{"status":"a","version":1,"status":"b"}"#;
        assert_eq!(status(doubled).as_deref(), Some("b"), "the last one counts");
        assert_eq!(status(br#"{"status":1e400,"version":1}"#).as_deref(), Some("1e400"));
        assert_eq!(find(b"{\"status\":\"\xc9chec\"}"), [("status".into(), "\"\u{fffd}chec\"".into())]);
    }

    #[test]
    fn half_of_a_surrogate_pair_is_data_and_both_halves_are_a_character() {
        let cases = [
            (r"\ud800", r"\ud800"),
            (r"\uD800x", r"\uD800x"),
            (r"x\udfff", r"x\udfff"),
            (r"\ud83e\udd80", "\u{1f980}"),
            (r"\udd80\ud83e", r"\udd80\ud83e"),
            (r"\ud800\ud83e\udd80", "\\ud800\u{1f980}"),
            (r"\ud800\u00e9", r"\ud800é"),
            (r"\\ud800", r"\ud800"),
            (r"\\\ud800", r"\\ud800"),
            (r"é\ud800é", r"é\ud800é"),
        ];
        for (written, read) in cases {
            let body = format!("{{\"status\":\"{written}\",\"version\":1,\"{written}\":0}}");
            assert_eq!(status(body.as_bytes()).as_deref(), Some(read), "{written}");
        }
        for bad in [r"\ud80", r"\u+800", r"\", r"\ud800\x", r"\é"] {
            let body = format!("{{\"status\":\"{bad}\",\"version\":1}}");
            assert_eq!(status(body.as_bytes()), None, "{bad}");
        }
        assert_eq!(json_text(br#"{"a":"\u00e9\n"}"#), r#"{"a":"\u00e9\n"}"#);
        assert_eq!(token(r#"{"status":"a","version":"\ud800"}"#), Some((r"\ud800".into(), VersionKind::Text)));
    }

    #[test]
    fn nested_fields_are_found_and_read() {
        let body = br#"{"ok":true,"data":{"state":"a","rev":3}}"#;
        let found = [("data.rev", "3"), ("data.state", "\"a\""), ("ok", "true")];
        assert_eq!(find(body), found.map(|(path, raw)| (path.to_owned(), raw.to_owned())));
        assert_eq!(version_of(body, "data.state", "data.rev"), "3");
    }

    fn version_of(body: &[u8], status: &str, version: &str) -> String {
        let fields = AnswerFields { status: status.into(), version: version.into(), version_header: None };
        read(body, &[], &fields).unwrap().version.token
    }

    #[test]
    fn a_field_may_stand_in_a_list() {
        let body = br#"{"tasks":[{"id":1,"etat":{"nom":"a"}},{"id":2,"ok":true}],"version":4}"#;
        let paths: Vec<String> = find(body).into_iter().map(|(path, _)| path).collect();
        assert_eq!(paths, ["tasks.0.etat.nom", "tasks.0.id", "tasks.1.id", "tasks.1.ok", "version"]);
        assert_eq!(version_of(body, "tasks.0.etat.nom", "version"), "4");
        assert_eq!(version_of(br#"[{"status":"a","version":7}]"#, "0.status", "0.version"), "7");
        assert!(read(body, &[], &AnswerFields { status: "tasks.9.etat".into(), ..names() }).is_none());
    }

    #[test]
    fn a_version_may_stand_in_a_header() {
        let fields = AnswerFields { version_header: Some("ETag".into()), ..names() };
        let headers = |value: &str| [("etag".to_owned(), value.to_owned())];
        let read = |value: &str| read(b"{\"status\":\"a\"}", &headers(value), &fields).map(|state| state.version);
        assert_eq!(read("W/\"3\"").unwrap().token, "W/\"3\"");
        assert_eq!(read("3").unwrap().kind, VersionKind::Integer);
        assert_eq!(read(" "), None);
    }
}
