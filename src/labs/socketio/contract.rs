//! How the chat of a target is spoken to over Socket.IO.
//!
//! The lab text gives the names of events and their keys as examples, so a page may have others; what comes in is known
//! by what is in it, and needs no name.

mod filling;
mod written;

pub use filling::{AS_JSON, Filling, PLACEHOLDERS, has_placeholder, unknown_placeholder};

use crate::contract::{self, Contract, Part, Wrong};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// Where Engine.IO is, if nobody says otherwise: the default of every library.
pub const URL_PATH: &str = "/socket.io/";
/// The names that the lab text gives as examples.
pub const JOIN_EVENT: &str = "join room";
pub const MESSAGE_EVENT: &str = "chat message";
pub const NOTICE_EVENT: &str = "room message";
/// So many instances of a server are looked at.
pub const INSTANCES: u32 = 2;

pub const PART: Part = Part {
    tables: &["socketio"],
    mark: "socketio",
    check: |text, given| contract::check(text, |read: &SocketIo| read.socketio.check(given)),
    schema: SocketIo::json_schema,
    example: || Contract::of(&SocketIo::of_the_text()),
    toml: written::toml,
};

/// The contract of a target that has this lab.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(transform = contract::discovered)]
pub struct SocketIo {
    pub socketio: Chat,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(transform = contract::discovered)]
pub struct Chat {
    /// Where Engine.IO is.
    pub url_path: String,
    pub namespace: String,
    /// What a client may use, in the order in which it tries.
    pub transports: Vec<Transport>,
    /// Where its page is.
    pub page: String,
    /// The event by which a client joins a room. None if it joins by its handshake.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Emitted")]
    pub join: Option<Emitted>,
    /// The event by which a client says something to its room.
    pub message: Emitted,
    /// What a client sends while it connects.
    #[serde(skip_serializing_if = "Handshake::is_empty")]
    pub handshake: Handshake,
    /// What stands for $token, if anything asks for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Token")]
    pub token: Option<Token>,
    /// Of several instances behind one Redis: what they need, and what they share.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Redis")]
    pub redis: Option<Redis>,
    /// The names of the events that come in: they are recognised without.
    #[serde(skip_serializing_if = "Heard::is_empty")]
    pub heard: Heard,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Transport {
    Polling,
    #[serde(rename = "websocket")]
    WebSocket,
}

/// An event that a client emits. In its arguments, as deep as they go, "$user", "$room", "$text" and "$token" stand for
/// what they name, and "$id" for something else each time; an object with the one key "$json" stands for its value written
/// as JSON, in a text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(transform = contract::discovered)]
pub struct Emitted {
    pub event: String,
    /// The arguments after the name of the event, in their order.
    pub arguments: Vec<Value>,
}

/// Values as in the arguments of an event.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(transform = contract::discovered)]
pub struct Handshake {
    /// The payload of the packet that connects to the namespace.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub auth: Map<String, Value>,
    /// Further parameters of the first request.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub query: Map<String, Value>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(transform = contract::discovered)]
pub struct Token {
    /// One that is accepted.
    pub good: String,
    /// One that is not.
    pub bad: String,
    /// A request that gives one, before a room is used.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Ticket")]
    pub ticket: Option<Ticket>,
}

/// A request whose answer is a JSON object with a room, a token, or both.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(transform = contract::discovered)]
pub struct Ticket {
    pub method: String,
    pub path: String,
    /// What is sent with it, as JSON; values as in the arguments of an event.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub body: Map<String, Value>,
    /// The field of the answer that holds the name of the room; none if the client chooses it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub room: Option<String>,
    /// The field of the answer that holds the token.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub token: Option<String>,
}

/// Several instances of one server that are one chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(transform = contract::discovered)]
pub struct Redis {
    /// How many there are; two are looked at.
    pub instances: u32,
    /// The variable of the environment in which each is told its port, if we start them.
    pub port_variable: String,
    /// Whether what is said in a room is for that room alone, and not for everybody.
    pub rooms: bool,
}

impl Default for Redis {
    fn default() -> Self {
        Self { instances: INSTANCES, port_variable: "PORT".into(), rooms: true }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(transform = contract::discovered)]
pub struct Heard {
    /// The event that brings what somebody said.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub message: Option<String>,
    /// The events that say who has come or gone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notice: Vec<String>,
}

impl Default for Chat {
    /// What is not given is as the lab text has it; a client that is not said to join by an event does not.
    fn default() -> Self {
        Self {
            url_path: URL_PATH.into(),
            namespace: "/".into(),
            transports: vec![Transport::Polling, Transport::WebSocket],
            page: "/".into(),
            join: None,
            message: Emitted::message_of_the_text(),
            handshake: Handshake::default(),
            token: None,
            redis: None,
            heard: Heard::default(),
        }
    }
}

impl Default for Token {
    fn default() -> Self {
        Self { good: String::new(), bad: "wrong-0000".into(), ticket: None }
    }
}

impl Default for Ticket {
    fn default() -> Self {
        Self { method: "POST".into(), path: "/".into(), body: Map::new(), room: None, token: None }
    }
}

impl Handshake {
    pub fn is_empty(&self) -> bool {
        self.auth.is_empty() && self.query.is_empty()
    }

    /// Whether a client says here which room it joins.
    pub fn joins(&self) -> bool {
        self.auth.values().chain(self.query.values()).any(|value| has_placeholder(value, "$room"))
    }
}

impl Heard {
    fn is_empty(&self) -> bool {
        self.message.is_none() && self.notice.is_empty()
    }
}

impl Emitted {
    pub fn join_of_the_text() -> Self {
        Self { event: JOIN_EVENT.into(), arguments: vec![json!({ "username": "$user", "room": "$room" })] }
    }

    pub fn message_of_the_text() -> Self {
        let keys = json!({ "username": "$user", "room": "$room", "message": "$text" });
        Self { event: MESSAGE_EVENT.into(), arguments: vec![keys] }
    }

    /// The arguments as one client sends them.
    pub fn filled(&self, filling: &Filling) -> Vec<Value> {
        self.arguments.iter().map(|argument| filling.fill(argument)).collect()
    }
}

impl SocketIo {
    /// The contract of the lab text, word for word.
    pub fn of_the_text() -> Self {
        Self { socketio: Chat { join: Some(Emitted::join_of_the_text()), ..Chat::default() } }
    }

    /// What a contract says of this lab, as far as that can be read.
    pub fn of(contract: &Contract) -> Option<Self> {
        contract.has(&PART).then(|| contract.read().ok()).flatten()
    }
}

impl Chat {
    /// What the types cannot say: the table, the key, and what is wrong with it.
    fn check(&self, given: &Contract) -> Result<(), Wrong> {
        let paths = [("url_path", &self.url_path), ("page", &self.page)];
        if let Some((key, _)) = paths.into_iter().find(|(_, path)| !path.starts_with('/')) {
            return Err(("socketio", key, "a path starts with '/'"));
        }
        if !self.namespace.starts_with('/') || self.namespace.contains(',') {
            return Err(("socketio", "namespace", "a namespace starts with '/' and holds no comma"));
        }
        if self.transports.is_empty() {
            return Err(("socketio", "transports", "at least one of \"polling\" and \"websocket\""));
        }
        // If the file leaves one of them out, it is discovered.
        let gives = |table: &str, key: &str| {
            given.get::<Map<String, Value>>("socketio", table).is_some_and(|table| table.contains_key(key))
        };
        for (table, name, emitted) in
            [("socketio.join", "join", self.join.as_ref()), ("socketio.message", "message", Some(&self.message))]
        {
            let Some(emitted) = emitted else { continue };
            if gives(name, "event") && emitted.event.is_empty() {
                return Err((table, "event", "an event has a name"));
            }
            if emitted.arguments.iter().any(unknown_placeholder) {
                return Err((table, "arguments", PLACEHOLDERS));
            }
        }
        let has_text = self.message.arguments.iter().any(|argument| has_placeholder(argument, "$text"));
        if gives("message", "arguments") && !has_text {
            return Err(("socketio.message", "arguments", "\"$text\" stands where the text of the message goes"));
        }
        for (key, values) in [("auth", &self.handshake.auth), ("query", &self.handshake.query)] {
            if values.values().any(unknown_placeholder) {
                return Err(("socketio.handshake", key, PLACEHOLDERS));
            }
        }
        if self.redis.as_ref().is_some_and(|redis| redis.instances != INSTANCES) {
            return Err(("socketio.redis", "instances", "two instances are looked at"));
        }
        if self.redis.as_ref().is_some_and(|redis| redis.port_variable.is_empty()) {
            return Err(("socketio.redis", "port_variable", "a variable has a name"));
        }
        match self.token.as_ref().and_then(|token| token.ticket.as_ref()) {
            Some(ticket) if !ticket.path.starts_with('/') => {
                Err(("socketio.token", "ticket", "a path starts with '/'"))
            }
            Some(ticket) if ticket.room.is_none() && ticket.token.is_none() => {
                Err(("socketio.token", "ticket", "its answer gives a room, a token, or both"))
            }
            _ => Ok(()),
        }
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
        assert!(text.contains("[socketio.join]\nevent = \"join room\"\narguments = [{ username"), "{text}");
        assert_eq!(SocketIo::of(&parse(&text).unwrap()), Some(SocketIo::of_the_text()));
    }

    #[test]
    fn everything_that_can_be_said_survives_being_written_and_read() {
        let text = r#"[socketio]
url_path = "/ws/socket.io/"
namespace = "/chat"
transports = ["websocket"]
page = "/chat.html"

[socketio.message]
event = 'envoyer "tout"'
arguments = ["$room", 7, true, { par = { pseudo = "$user" }, texte = "$text" }, ["$id"]]

[socketio.handshake]
auth = { "a key" = 1.5, token = "$token" }
query = { room = "$room" }

[socketio.token]
good = "12345"
bad = "wrong-0000"
ticket = { method = "POST", path = "/api/create-room", room = "roomId", token = "token" }

[socketio.heard]
message = "recu"
notice = ["arrivee", "liste"]
"#;
        let read = parse(text).unwrap();
        let all = SocketIo::of(&read).unwrap();
        assert_eq!(all.socketio.join, None);
        assert!(all.socketio.handshake.joins());
        assert_eq!(all.socketio.message.arguments.len(), 5);
        assert_eq!((PART.toml)(&read).unwrap(), text);
        assert_eq!(SocketIo::of(&Contract::of(&all)), Some(all));
    }

    #[test]
    fn what_a_file_leaves_out_is_left_to_discovery() {
        let given = parse("[socketio.join]\nevent = \"entrer\"\n").unwrap();
        assert_eq!(given.get::<Emitted>("socketio", "join").unwrap().event, "entrer");
        assert_eq!(given.get::<String>("socketio", "url_path"), None);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        for (text, place, word) in [
            ("[socketio]\nurl = \"/x\"\n", "c.toml:2:1: ", "url"),
            ("[socketio]\n\nurl_path = \"x\"\n", "c.toml:3:1: ", "starts with '/'"),
            ("[socketio]\nnamespace = \"chat\"\n", "c.toml:2:1: ", "namespace"),
            ("[socketio]\ntransports = [\"tcp\"]\n", "c.toml:2:15: ", "websocket"),
            ("[socketio]\ntransports = []\n", "c.toml:2:1: ", "at least one"),
            ("[socketio.join]\nevent = \"\"\n", "c.toml:2:1: ", "has a name"),
            ("[socketio.join]\narguments = [{ a = \"$pseudo\" }]\n", "c.toml:2:1: ", "$user"),
            ("[socketio.message]\narguments = [\"$room\"]\n", "c.toml:2:1: ", "$text"),
            ("[socketio.message]\nevents = \"x\"\n", "c.toml:2:1: ", "events"),
            ("[socketio.handshake]\nauth = { t = \"$jeton\" }\n", "c.toml:2:1: ", "$token"),
            ("[socketio.token]\nticket = { path = \"x\" }\n", "c.toml:2:1: ", "starts with '/'"),
            ("[socketio.token]\nticket = { path = \"/x\" }\n", "c.toml:2:1: ", "a room, a token"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.starts_with(place) && error.contains(word), "{text}: {error}");
        }
    }
}
