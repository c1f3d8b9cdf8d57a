//! What an answer says: the state in its body, by the contract.

use super::contract::AnswerFields;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
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

/// The state that an answer carries, if its body is JSON and has one. A byte order mark is let pass: browsers drop it too.
pub fn read(body: &[u8], headers: &[(String, String)], fields: &AnswerFields) -> Option<State> {
    let raw: &RawValue = serde_json::from_slice(body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)).ok()?;
    let status = match serde_json::from_str(at(raw, &fields.status)?.get()).ok()? {
        Value::String(text) => text,
        Value::Null => return None,
        other => other.to_string(),
    };
    let version = match &fields.version_header {
        Some(name) => {
            let value = headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
            value.and_then(|(_, value)| in_header(value))?
        }
        None => version(at(raw, &fields.version)?)?,
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

/// The raw text of the field at a dotted path; a number is a place in a list.
fn at<'a>(raw: &'a RawValue, path: &str) -> Option<&'a RawValue> {
    path.split('.').try_fold(raw, |inside, name| match inside.get().as_bytes().first()? {
        b'[' => serde_json::from_str::<Vec<&RawValue>>(inside.get()).ok()?.get(name.parse::<usize>().ok()?).copied(),
        _ => serde_json::from_str::<BTreeMap<String, &RawValue>>(inside.get()).ok()?.get(name).copied(),
    })
}

/// So deep, and so many fields, are looked at.
const DEEPEST: u8 = 5;
const MOST: usize = 500;

/// The dotted paths of all scalar fields of a JSON body, with their raw text.
pub fn find(body: &[u8]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    if let Ok(raw) = serde_json::from_slice::<&RawValue>(body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)) {
        walk(raw, "", DEEPEST, &mut found);
    }
    found
}

fn walk(raw: &RawValue, path: &str, depth: u8, found: &mut Vec<(String, String)>) {
    let within = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match raw.get().as_bytes().first() {
        _ if found.len() >= MOST => {}
        Some(b'{') if depth > 0 => {
            let fields: BTreeMap<String, &RawValue> = serde_json::from_str(raw.get()).unwrap_or_default();
            for (name, value) in fields {
                walk(value, &within(&name), depth - 1, found);
            }
        }
        Some(b'[') if depth > 0 => {
            let items: Vec<&RawValue> = serde_json::from_str(raw.get()).unwrap_or_default();
            for (place, value) in items.into_iter().enumerate() {
                walk(value, &within(&place.to_string()), depth - 1, found);
            }
        }
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
