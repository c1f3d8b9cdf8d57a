//! How the servers of a target are spoken to by WebSocket.
//!
//! The lab text gives neither a path nor a form of the messages: they are as the page has them.

mod filling;

pub use filling::{Filling, PLACEHOLDERS, has_placeholder, unknown_placeholder};

use super::exercise::Exercise;
use crate::contract::{self, Contract, Part, Wrong};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub const PART: Part = Part {
    tables: &["websocket"],
    mark: "websocket",
    check: |text, given| contract::check(text, |read: &Native| read.websocket.check(given)),
    schema: Native::json_schema,
    example: || Contract::of(&Native::of_the_text()),
    toml: contract::written::<Native>,
};

/// The contract of a target that has this lab.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(transform = contract::discovered)]
pub struct Native {
    pub websocket: Exercises,
}

/// The exercises that the target has: what is not here is not asked of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(transform = contract::discovered)]
pub struct Exercises {
    /// The server that passes each message on to all others.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Endpoint")]
    pub relay: Option<Endpoint>,
    /// The server that answers in capitals.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Endpoint")]
    pub capitals: Option<Endpoint>,
}

/// One of the two servers, and what its page says of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(transform = contract::discovered)]
pub struct Endpoint {
    /// A path of the target, or an address with another port of the same machine, as in "ws://localhost:8081/".
    pub url: String,
    /// What the page asks for in `new WebSocket(url, subprotocols)`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subprotocols: Vec<String>,
    /// The page reads messages that come as bytes (`binaryType`, `Blob`, `TextDecoder`).
    #[serde(skip_serializing_if = "is_false")]
    pub reads_bytes: bool,
    /// The page shows what its own user says without waiting for the server.
    #[serde(skip_serializing_if = "is_false")]
    pub shows_own: bool,
    /// A message as a client sends it. "$text" stands for what is said, "$user" for who says it, and "$id" for something
    /// else each time; a text is sent as it is, and anything else as JSON.
    pub send: Value,
    /// What a client sends as soon as it is connected, in the same form.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub first: Vec<Value>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

impl Default for Endpoint {
    /// A text, as it is, to the root of the server.
    fn default() -> Self {
        Self {
            url: "/".into(),
            subprotocols: vec![],
            reads_bytes: false,
            shows_own: false,
            send: "$text".into(),
            first: vec![],
        }
    }
}

impl Endpoint {
    pub fn at(url: &str) -> Self {
        Self { url: url.into(), ..Self::default() }
    }
}

impl Exercises {
    pub fn get(&self, exercise: Exercise) -> Option<&Endpoint> {
        match exercise {
            Exercise::Relay => self.relay.as_ref(),
            Exercise::Capitals => self.capitals.as_ref(),
        }
    }

    pub fn put(&mut self, exercise: Exercise, endpoint: Endpoint) {
        match exercise {
            Exercise::Relay => self.relay = Some(endpoint),
            Exercise::Capitals => self.capitals = Some(endpoint),
        }
    }

    pub fn all(&self) -> impl Iterator<Item = (Exercise, &Endpoint)> {
        Exercise::ALL.into_iter().filter_map(|exercise| Some((exercise, self.get(exercise)?)))
    }

    pub fn is_empty(&self) -> bool {
        self.all().next().is_none()
    }

    /// What the types cannot say: the table, the key, and what is wrong with it.
    fn check(&self, given: &Contract) -> Result<(), Wrong> {
        if given.has(&PART) && self.is_empty() {
            return Err(("websocket", "websocket", "at least one of [websocket.relay] and [websocket.capitals]"));
        }
        for (exercise, endpoint) in self.all() {
            let table = match exercise {
                Exercise::Relay => "websocket.relay",
                Exercise::Capitals => "websocket.capitals",
            };
            if !["/", "ws://", "wss://"].iter().any(|start| endpoint.url.starts_with(start)) {
                return Err((table, "url", "a path that starts with '/', or an address that starts with ws://"));
            }
            if unknown_placeholder(&endpoint.send) || endpoint.first.iter().any(unknown_placeholder) {
                return Err((table, "send", PLACEHOLDERS));
            }
            let gives_send = given
                .get::<Map<String, Value>>("websocket", exercise.name())
                .is_some_and(|table| table.contains_key("send"));
            if gives_send && !has_placeholder(&endpoint.send, "$text") {
                return Err((table, "send", "\"$text\" stands where the text of the message goes"));
            }
        }
        Ok(())
    }
}

impl Native {
    /// The lab text names no path: what is there when nobody says anything else.
    pub fn of_the_text() -> Self {
        let (relay, capitals) = (Some(Endpoint::at("/")), Some(Endpoint::at("/capitals")));
        Self { websocket: Exercises { relay, capitals } }
    }

    /// What a contract says of this lab, as far as that can be read.
    pub fn of(contract: &Contract) -> Option<Self> {
        contract.has(&PART).then(|| contract.read().ok()).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Contract, String> {
        contract::parse("c.toml", text, &[&PART])
    }

    #[test]
    fn the_contract_of_the_text_survives_being_written_and_read() {
        let text = (PART.toml)(&(PART.example)()).unwrap();
        assert!(text.contains("[websocket.relay]\nurl = \"/\"\nsend = \"$text\"\n"), "{text}");
        assert_eq!(Native::of(&parse(&text).unwrap()), Some(Native::of_the_text()));
    }

    #[test]
    fn everything_that_can_be_said_survives_being_written_and_read() {
        let text = "[websocket.relay]\nurl = \"ws://localhost:8081/chat\"\nsubprotocols = [\"chat\"]\n\
                    reads_bytes = true\nshows_own = true\nsend = { type = \"message\", body = { text = \"$text\" } }\n\
                    first = [{ type = \"join\", name = \"$user\" }, \"hello\"]\n";
        let all = Native::of(&parse(text).unwrap()).unwrap();
        assert!(all.websocket.capitals.is_none());
        assert_eq!(all.websocket.relay.as_ref().unwrap().first.len(), 2);
        let written = (PART.toml)(&Contract::of(&all)).unwrap();
        assert_eq!(Native::of(&parse(&written).unwrap()), Some(all), "{written}");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        for (text, place, word) in [
            ("[websocket]\n", "c.toml:1:", "at least one"),
            ("[websocket.relay]\nurl = \"chat\"\n", "c.toml:2:1: ", "ws://"),
            ("[websocket.relay]\npath = \"/x\"\n", "c.toml:2:1: ", "path"),
            ("[websocket.capitals]\nsend = { a = \"$texte\" }\n", "c.toml:2:1: ", "$text"),
            ("[websocket.capitals]\nsend = \"bonjour\"\n", "c.toml:2:1: ", "$text"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.starts_with(place) && error.contains(word), "{text}: {error}");
        }
    }
}
