//! How the student's own server speaks, learned from its own answers: a page that knows only its own server must lose
//! nothing when a script answers in its place.

use crate::history::Answer;
use crate::labs::long_polling::contract::LongPolling;
use crate::labs::long_polling::reading::{State, Version, VersionKind};
use serde_json::{Number, Value};

/// All that a script needs to know.
#[derive(Debug, Clone)]
pub struct Dialect {
    pub contract: LongPolling,
    /// The path of the target's URL, before every path of the contract.
    pub base: String,
    pub poll: Template,
    pub update: Template,
    pub read: Option<Template>,
    /// What a poll gets that sends a version which is none.
    pub without_version: WithoutVersion,
    /// The last version that was seen.
    pub version: Version,
    /// It takes an update in the form of a form too, whatever its contract says.
    pub takes_forms: bool,
    /// It takes a status that looks like markup, and gives it as it is.
    pub takes_markup: bool,
}

/// What a server says at the end of a hold.
pub struct HoldEnd {
    pub says: Template,
    /// It was seen; if not, it is what the lab text has.
    pub is_seen: bool,
}

/// What a server makes of a version that it cannot read.
#[derive(Debug, Clone)]
pub enum WithoutVersion {
    /// It answers at once, as to a client that knows nothing.
    Knows,
    /// It lets it wait.
    Waits,
    /// It refuses it so.
    Refuses(Template),
}

/// An answer of the server, and where in it the state stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    pub code: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    json: Option<Value>,
    statuses: Vec<Place>,
    versions: Vec<Place>,
    version_header: Option<String>,
}

/// The names and numbers that lead to a value.
type Place = Vec<Step>;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Name(String),
    Number(usize),
}

/// Those that say how an answer may be used, and by whom; the rest is not the page's business.
const COPIED: [&str; 9] = [
    "content-type",
    "cache-control",
    "access-control-allow-origin",
    "access-control-allow-credentials",
    "access-control-expose-headers",
    "vary",
    "expires",
    "pragma",
    "x-powered-by",
];

impl Template {
    /// The same kind of answer, given twice with two states: where the state stands, both have it.
    pub fn of(samples: [(&Answer, &State); 2], version_header: Option<&str>) -> Self {
        let [(answer, state), (other, other_state)] = samples;
        let read = |answer: &Answer| serde_json::from_slice::<Value>(&answer.body.bytes).ok();
        let (json, other) = (read(answer), read(other));
        let both = |is: &dyn Fn(&Value, &State) -> bool| {
            let places = |json: &Option<Value>, state: &State| {
                let mut found = vec![];
                if let Some(json) = json {
                    walk(json, &mut vec![], &mut |place, value| {
                        if is(value, state) {
                            found.push(place.clone());
                        }
                    });
                }
                found
            };
            let others = places(&other, other_state);
            places(&json, state).into_iter().filter(|place| others.contains(place)).collect::<Vec<_>>()
        };
        Self {
            code: answer.code,
            headers: answer.headers.iter().filter(|(name, _)| COPIED.contains(&name.as_str())).cloned().collect(),
            body: answer.body.bytes.clone(),
            statuses: both(&|value, state| text(value) == state.status),
            versions: both(&|value, state| text(value) == state.version.token),
            json,
            version_header: version_header.map(str::to_owned),
        }
    }

    /// An answer that says nothing of the state.
    pub fn fixed(answer: &Answer) -> Self {
        let headers = answer.headers.iter().filter(|(name, _)| COPIED.contains(&name.as_str())).cloned().collect();
        let (statuses, versions, json, version_header) = Default::default();
        Self { code: answer.code, headers, body: answer.body.bytes.clone(), json, statuses, versions, version_header }
    }

    /// The lab text's answer to a client that has seen the last version when its hold ends.
    pub fn no_content() -> Self {
        let (headers, body, json, statuses, versions, version_header) = Default::default();
        Self { code: 204, headers, body, json, statuses, versions, version_header }
    }

    /// Its headers, to a page of this origin.
    pub fn headers(&self, origin: Option<&str>, version: &Version) -> Vec<(String, String)> {
        let mut headers = self.headers.clone();
        for (name, value) in &mut headers {
            // The server that named the origin that it was asked from would name this one.
            if let Some(origin) = origin.filter(|_| name == "access-control-allow-origin" && value != "*") {
                *value = origin.to_owned();
            }
        }
        headers.extend(self.version_header.clone().map(|name| (name, version.token.clone())));
        headers
    }

    /// Its body with another state.
    pub fn body(&self, status: &str, version: &Version) -> Vec<u8> {
        let Some(mut json) = self.json.clone() else { return self.body.clone() };
        for place in &self.statuses {
            put(&mut json, place, |value| like(value, status));
        }
        for place in &self.versions {
            put(
                &mut json,
                place,
                |value| if value.is_string() { version.token.as_str().into() } else { number(version) },
            );
        }
        json.to_string().into_bytes()
    }
}

/// A text as it stands in JSON: what is no text there is read as it is written.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn like(before: &Value, text: &str) -> Value {
    if before.is_string() { text.into() } else { serde_json::from_str(text).unwrap_or_else(|_| text.into()) }
}

fn number(version: &Version) -> Value {
    let number: Option<Number> = serde_json::from_str(&version.token).ok();
    number.map_or_else(|| version.token.as_str().into(), Value::Number)
}

fn walk(value: &Value, place: &mut Place, see: &mut impl FnMut(&Place, &Value)) {
    match value {
        Value::Object(map) => {
            for (name, inner) in map {
                place.push(Step::Name(name.clone()));
                walk(inner, place, see);
                place.pop();
            }
        }
        Value::Array(list) => {
            for (number, inner) in list.iter().enumerate() {
                place.push(Step::Number(number));
                walk(inner, place, see);
                place.pop();
            }
        }
        leaf => see(place, leaf),
    }
}

fn put(json: &mut Value, place: &[Step], new: impl Fn(&Value) -> Value) {
    let mut at = json;
    for step in place {
        let next = match step {
            Step::Name(name) => at.get_mut(name),
            Step::Number(number) => at.get_mut(number),
        };
        let Some(next) = next else { return };
        at = next;
    }
    *at = new(at);
}

/// The version after one, of the same kind: as far as anybody can tell, what the server itself could have given.
pub fn after(version: &Version) -> Version {
    let token = match version.kind {
        VersionKind::Integer => version.token.parse::<i128>().map(|number| (number + 1).to_string()),
        VersionKind::Float => version
            .token
            .parse::<f64>()
            .map(|number| format!("{:?}", number + 1.0))
            .map_err(|_| ())
            .or(Ok(String::new())),
        VersionKind::Text => Ok(counted_on(&version.token)),
    };
    Version { token: token.unwrap_or_else(|_| counted_on(&version.token)), kind: version.kind }
}

/// A text whose last digits are one more, with as many digits; one without a digit gets some.
fn counted_on(text: &str) -> String {
    let is_quoted = text.ends_with('"');
    let inner = text.trim_end_matches('"');
    let start = inner.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (before, digits) = inner.split_at(start);
    let digits = &digits[digits.len().saturating_sub(15)..];
    let kept = &inner[before.len()..inner.len() - digits.len()];
    let next = digits.parse::<u64>().map_or(1, |number| number + 1);
    let end = if is_quoted { "\"" } else { "" };
    format!("{before}{kept}{next:0width$}{end}", width = digits.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::Body;

    fn answer(body: &str) -> Answer {
        let headers =
            [("content-type", "application/json"), ("date", "x"), ("access-control-allow-origin", "http://a")];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        Answer { code: 200, headers, body: Body { bytes: body.into(), length: 0, not_json: None }, extra_bytes: 0 }
    }

    fn state(status: &str, version: &str, kind: VersionKind) -> State {
        State { status: status.into(), version: Version { token: version.into(), kind } }
    }

    #[test]
    fn an_answer_keeps_its_own_words_and_has_another_state() {
        let first = answer(
            r#"{"changed":true,"id":4,"tasks":[{"status":"En cours","v":4}],"new_status":"En cours","version":4}"#,
        );
        let second =
            answer(r#"{"changed":true,"id":4,"tasks":[{"status":"Échec","v":5}],"new_status":"Échec","version":5}"#);
        let states = [state("En cours", "4", VersionKind::Integer), state("Échec", "5", VersionKind::Integer)];
        let template = Template::of([(&first, &states[0]), (&second, &states[1])], None);
        let next = after(&states[1].version);
        let body = String::from_utf8(template.body("Terminée", &next)).unwrap();
        let expected =
            r#"{"changed":true,"id":4,"tasks":[{"status":"Terminée","v":6}],"new_status":"Terminée","version":6}"#;
        assert_eq!(body, expected, "the number that happened to be the version stays what it was");
        let headers = template.headers(Some("http://b"), &next);
        let kept: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(kept, [("content-type", "application/json"), ("access-control-allow-origin", "http://b")]);
    }

    #[test]
    fn a_version_in_a_header_is_sent_in_it() {
        let states = [state("a", "\"v9\"", VersionKind::Text), state("b", "\"v10\"", VersionKind::Text)];
        let (first, second) = (answer(r#"{"status":"a"}"#), answer(r#"{"status":"b"}"#));
        let template = Template::of([(&first, &states[0]), (&second, &states[1])], Some("etag"));
        let next = after(&states[1].version);
        assert_eq!(template.headers(None, &next).last(), Some(&("etag".to_owned(), "\"v11\"".to_owned())));
        assert_eq!(template.body("c", &next), br#"{"status":"c"}"#);
    }

    #[test]
    fn the_next_version_is_one_that_the_server_could_have_given() {
        let next = |token: &str, kind| after(&Version { token: token.into(), kind }).token;
        assert_eq!(next("41", VersionKind::Integer), "42");
        assert_eq!(next("1795219622.25", VersionKind::Float), "1795219623.25");
        assert_eq!(next("v009", VersionKind::Text), "v010");
        assert_eq!(next("abc", VersionKind::Text), "abc1");
        assert_eq!(
            next("2026-11-30T09:00:00.123456789012345678", VersionKind::Text),
            "2026-11-30T09:00:00.123456789012345679"
        );
    }
}
