//! What is sent to a target by its contract.

use super::contract::{Encoding, LongPolling, Statuses, Update, Written};
use super::sends::Sends;
use serde_json::{Map, Value};
use std::borrow::Cow;

impl LongPolling {
    /// Path and query of a poll by a client that has `version`, or none yet.
    pub fn poll_path(&self, version: Option<&str>) -> String {
        match self.sent(version).filter(|_| self.poll.header.is_none()) {
            Some(sent) => with_query(&self.poll.path, &self.poll.parameter, bare(&sent)),
            None => self.poll.path.clone(),
        }
    }

    /// The header that carries the version, if one does.
    pub fn poll_header(&self, version: Option<&str>) -> Option<(Cow<'static, str>, String)> {
        let name = self.poll.header.as_ref()?;
        Some((name.clone().into(), self.sent(version)?))
    }

    /// What carries the version. Only integers have one that comes after.
    fn sent(&self, version: Option<&str>) -> Option<String> {
        let Some(version) = version else {
            return (self.poll.sends != Sends::Nothing).then(|| self.poll.first.clone());
        };
        match self.poll.sends {
            Sends::Version => Some(version.into()),
            Sends::Next => Some(version.parse().map_or(version.into(), |number: i128| (number + 1).to_string())),
            Sends::Nothing => None,
        }
    }

    /// Where a client asks for the state that is behind: by a poll, if that tells it apart.
    pub fn read_path(&self, version: Option<&str>) -> String {
        match &self.read {
            Some(page) if self.poll.sends == Sends::Nothing => page.path.clone(),
            _ => self.poll_path(version),
        }
    }

    pub fn update_headers(&self) -> Vec<(Cow<'static, str>, String)> {
        self.update.headers.iter().map(|(name, value)| (name.clone().into(), value.clone())).collect()
    }

    /// What to send to change the status: path and query, content type, body.
    pub fn update_request(&self, status: &str) -> (String, Option<&'static str>, Option<String>) {
        let Update { path, field, fields, encoding, .. } = &self.update;
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), String::from);
        match encoding {
            Encoding::Json => {
                let mut body = Value::Object(fields.clone());
                put(&mut body, field, self.statuses.json(status));
                (path.clone(), Some("application/json"), Some(body.to_string()))
            }
            Encoding::Form => {
                let mut body = url::form_urlencoded::Serializer::new(String::new());
                for (name, value) in fields {
                    body.append_pair(name, &text(value));
                }
                let body = body.append_pair(field, status).finish();
                (path.clone(), Some("application/x-www-form-urlencoded"), Some(body))
            }
            Encoding::Query => {
                let path =
                    fields.iter().fold(path.clone(), |path, (name, value)| with_query(&path, name, &text(value)));
                (with_query(&path, field, status), None, None)
            }
        }
    }
}

impl Statuses {
    /// A status as it stands in a JSON body.
    fn json(&self, status: &str) -> Value {
        match self.written {
            Written::Text => status.into(),
            Written::Json => serde_json::from_str(status).unwrap_or_else(|_| status.into()),
        }
    }
}

/// Puts a value at a dotted path of an object.
fn put(object: &mut Value, path: &str, value: Value) {
    match path.split_once('.') {
        None => object[path] = value,
        Some((first, rest)) => {
            if !object[first].is_object() {
                object[first] = Value::Object(Map::new());
            }
            put(&mut object[first], rest, value);
        }
    }
}

/// An entity tag without what belongs to its header alone (RFC 9110 §8.8.3): `W/"3"` is 3 in an address.
fn bare(version: &str) -> &str {
    let tag = version.strip_prefix("W/").unwrap_or(version);
    tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"')).unwrap_or(version)
}

/// `path?name=value`, the value percent-encoded (a space as `%20`, which every server decodes).
pub fn with_query(path: &str, name: &str, value: &str) -> String {
    let encoded: String = url::form_urlencoded::byte_serialize(value.as_bytes()).collect();
    let joint = if path.contains('?') { '&' } else { '?' };
    format!("{path}{joint}{name}={}", encoded.replace('+', "%20"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::long_polling::contract::Page;

    #[test]
    fn an_update_is_made_of_its_field_and_those_beside_it() {
        let mut contract = LongPolling::default();
        contract.update.field = "task.status".into();
        contract.update.fields = serde_json::from_str(r#"{"id": 1, "task": {"kind": "a"}}"#).unwrap();
        assert_eq!(contract.update_request("x").2.unwrap(), r#"{"id":1,"task":{"kind":"a","status":"x"}}"#);
        (contract.update.encoding, contract.update.field) = (Encoding::Form, "s".into());
        contract.update.fields = serde_json::from_str(r#"{"id": 1, "who": "é"}"#).unwrap();
        assert_eq!(contract.update_request("x y").2.unwrap(), "id=1&who=%C3%A9&s=x+y");
        contract.update.encoding = Encoding::Query;
        assert_eq!(contract.update_request("x").0, "/update-status?id=1&who=%C3%A9&s=x");
    }

    #[test]
    fn a_status_may_be_a_number() {
        let statuses = Statuses { values: vec!["1".into(), "2".into()], written: Written::Json };
        let contract = LongPolling { statuses, ..LongPolling::default() };
        assert_eq!(contract.update_request("2").2.unwrap(), r#"{"status":2}"#);
    }

    #[test]
    fn a_client_sends_its_version_or_the_one_after_it_or_nothing() {
        let mut contract = LongPolling { read: Some(Page { path: "/status".into() }), ..LongPolling::default() };
        let paths = |contract: &LongPolling, version| (contract.poll_path(version), contract.read_path(version));
        let both = |path: &str| (path.to_owned(), path.to_owned());
        for (sends, version, path) in [
            (Sends::Version, Some("0"), "/poll-status?last_version=0"),
            (Sends::Version, None, "/poll-status?last_version=0"),
            (Sends::Next, Some("0"), "/poll-status?last_version=1"),
            (Sends::Next, Some("9007199254740993"), "/poll-status?last_version=9007199254740994"),
            (Sends::Next, Some("-1"), "/poll-status?last_version=0"),
            (Sends::Next, Some("a7"), "/poll-status?last_version=a7"),
            (Sends::Next, None, "/poll-status?last_version=0"),
        ] {
            contract.poll.sends = sends;
            assert_eq!(paths(&contract, version), both(path), "{sends:?} {version:?}");
        }
        contract.poll.sends = Sends::Nothing;
        for version in [None, Some("3")] {
            assert_eq!(paths(&contract, version), ("/poll-status".into(), "/status".into()));
        }
        (contract.poll.sends, contract.poll.header) = (Sends::Next, Some("If-Newer-Than".into()));
        assert_eq!(contract.poll_header(Some("3")), Some(("If-Newer-Than".into(), "4".into())));
        contract.poll.sends = Sends::Nothing;
        assert_eq!(contract.poll_header(Some("3")), None);
    }

    #[test]
    fn an_entity_tag_goes_into_an_address_without_its_quotes() {
        let contract = LongPolling::default();
        for (version, path) in [("\"3\"", "3"), ("W/\"a\"", "a"), ("3", "3"), ("\"", "%22")] {
            assert_eq!(contract.poll_path(Some(version)), format!("/poll-status?last_version={path}"));
        }
    }
}
