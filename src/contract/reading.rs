use super::Answer;
use crate::history::{State, Version, VersionKind};
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// What a body says, by the contract.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    pub state: Option<State>,
    /// Why the body is not JSON; none for an empty body, which claims nothing.
    pub not_json: Option<String>,
}

/// Reads a body strictly as JSON and finds the state in it. A byte order mark is let pass: browsers drop it too.
pub fn read(body: &[u8], answer: &Answer) -> Reading {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    if body.iter().all(u8::is_ascii_whitespace) {
        return Reading { state: None, not_json: None };
    }
    let text = match std::str::from_utf8(body) {
        Ok(text) => text,
        Err(error) => return Reading { state: None, not_json: Some(error.to_string()) },
    };
    match serde_json::from_str::<&RawValue>(text) {
        Ok(raw) => Reading { state: state(raw, answer), not_json: None },
        Err(error) => Reading { state: None, not_json: Some(error.to_string()) },
    }
}

fn state(raw: &RawValue, answer: &Answer) -> Option<State> {
    let status = match serde_json::from_str(at(raw, &answer.status)?.get()).ok()? {
        Value::String(text) => text,
        Value::Null => return None,
        other => other.to_string(),
    };
    Some(State { status, version: version(at(raw, &answer.version)?)? })
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

/// The raw text of the field at a dotted path.
fn at<'a>(raw: &'a RawValue, path: &str) -> Option<&'a RawValue> {
    path.split('.').try_fold(raw, |inside, name| {
        let fields: BTreeMap<String, &RawValue> = serde_json::from_str(inside.get()).ok()?;
        fields.get(name).copied()
    })
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
    let Ok(fields) = serde_json::from_str::<BTreeMap<String, &RawValue>>(raw.get()) else { return };
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

    fn names() -> Answer {
        Answer { status: "status".into(), version: "version".into() }
    }

    fn token(body: &str) -> Option<(String, VersionKind)> {
        read(body.as_bytes(), &names()).state.map(|s| (s.version.token, s.version.kind))
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
    fn python_repr_and_trailing_commas_are_not_json() {
        for body in ["{'status': 'a', 'version': 1}", r#"{"status":"a","version":1,}"#, r#"{"version":NaN}"#] {
            assert!(read(body.as_bytes(), &names()).not_json.is_some(), "{body}");
        }
    }

    #[test]
    fn an_empty_body_claims_nothing() {
        assert_eq!(read(b" \n", &names()), Reading { state: None, not_json: None });
    }

    #[test]
    fn nested_fields_are_found_and_read() {
        let body = br#"{"ok":true,"data":{"state":"a","rev":3}}"#;
        assert_eq!(find(body), [("data.rev".into(), "3".into()), ("data.state".into(), "\"a\"".into())]);
        let answer = Answer { status: "data.state".into(), version: "data.rev".into() };
        assert_eq!(read(body, &answer).state.unwrap().version.token, "3");
    }
}
