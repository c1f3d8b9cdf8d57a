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

/// The state that a body carries, if it is JSON and has one. A byte order mark is let pass: browsers drop it too.
pub fn read(body: &[u8], names: &AnswerFields) -> Option<State> {
    // A body may be large, and others are answered meanwhile: it is gone through once.
    let fields: Fields = serde_json::from_slice(body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)).ok()?;
    let status = match serde_json::from_str(at(&fields, &names.status)?.get()).ok()? {
        Value::String(text) => text,
        Value::Null => return None,
        other => other.to_string(),
    };
    Some(State { status, version: version(at(&fields, &names.version)?)? })
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

/// The fields of an object, none of them read yet.
type Fields<'a> = BTreeMap<String, &'a RawValue>;

/// The raw text of the field at a dotted path.
fn at<'a>(fields: &Fields<'a>, path: &str) -> Option<&'a RawValue> {
    match path.split_once('.') {
        None => fields.get(path).copied(),
        Some((name, rest)) => at(&serde_json::from_str(fields.get(name)?.get()).ok()?, rest),
    }
}

/// The dotted paths of all scalar fields of a JSON body, with their raw text, two levels of objects deep.
pub fn find(body: &[u8]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    if let Ok(raw) = serde_json::from_slice::<&RawValue>(body) {
        walk(raw, "", 2, &mut found);
    }
    found
}

fn walk(raw: &RawValue, prefix: &str, depth: u8, found: &mut Vec<(String, String)>) {
    let Ok(fields) = serde_json::from_str::<Fields>(raw.get()) else { return };
    for (name, value) in fields {
        let path = if prefix.is_empty() { name } else { format!("{prefix}.{name}") };
        match value.get().as_bytes().first() {
            Some(b'{') if depth > 1 => walk(value, &path, depth - 1, found),
            Some(b'"' | b'-' | b'0'..=b'9') => found.push((path, value.get().to_owned())),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> AnswerFields {
        AnswerFields { status: "status".into(), version: "version".into() }
    }

    fn token(body: &str) -> Option<(String, VersionKind)> {
        read(body.as_bytes(), &names()).map(|s| (s.version.token, s.version.kind))
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
            assert_eq!(read(body.as_bytes(), &names()), None, "{body}");
        }
        assert!(read(b"\xef\xbb\xbf{\"status\":\"a\",\"version\":1}", &names()).is_some());
    }

    #[test]
    fn nested_fields_are_found_and_read() {
        let body = br#"{"ok":true,"data":{"state":"a","rev":3}}"#;
        assert_eq!(find(body), [("data.rev".into(), "3".into()), ("data.state".into(), "\"a\"".into())]);
        let answer = AnswerFields { status: "data.state".into(), version: "data.rev".into() };
        assert_eq!(read(body, &answer).unwrap().version.token, "3");
    }
}
