//! How a target is spoken to over Socket.IO: its chat, or its board, which is spoken to as a chat is.
//!
//! The lab texts give the names of events and their keys as examples, so a page may have others; what comes in is known
//! by what is in it, and needs no name.

mod filling;
mod table;
mod written;

pub use filling::{AS_JSON, Filling, PLACEHOLDERS, has_placeholder, unknown_placeholder};
pub use table::Table;

use crate::contract::{self, Contract, Wrong};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// Where Engine.IO is, if nobody says otherwise: the default of every library.
pub const URL_PATH: &str = "/socket.io/";
/// The names that the text of the chat gives as examples.
pub const JOIN_EVENT: &str = "join room";
pub const MESSAGE_EVENT: &str = "chat message";
pub const NOTICE_EVENT: &str = "room message";
/// And that of the board.
pub const UPDATE_EVENT: &str = "update";
/// So many instances of a server are looked at.
pub const INSTANCES: u32 = 2;

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
    /// Where it tells how many are connected, as JSON: only a board is asked that.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub status: Option<String>,
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
}

impl Default for Redis {
    fn default() -> Self {
        Self { instances: INSTANCES, port_variable: "PORT".into() }
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
    /// What is not given is as the text of the chat has it; a client that is not said to join by an event does not.
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
            status: None,
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

impl Chat {
    /// The chat of the lab text, word for word.
    pub fn of_the_text() -> Self {
        Self { join: Some(Emitted::join_of_the_text()), ..Self::default() }
    }

    /// What the types cannot say: the table, the key, and what is wrong with it.
    pub fn check(&self, given: &Contract, table: &Table) -> Result<(), Wrong> {
        let paths = [("url_path", Some(&self.url_path)), ("page", Some(&self.page)), ("status", self.status.as_ref())];
        if let Some((key, _)) = paths.into_iter().find(|(_, path)| path.is_some_and(|path| !path.starts_with('/'))) {
            return Err((table.name, key, "a path starts with '/'"));
        }
        if !self.namespace.starts_with('/') || self.namespace.contains(',') {
            return Err((table.name, "namespace", "a namespace starts with '/' and holds no comma"));
        }
        if self.transports.is_empty() {
            return Err((table.name, "transports", "at least one of \"polling\" and \"websocket\""));
        }
        // If the file leaves one of them out, it is discovered.
        let gives = |part: &str, key: &str| {
            given.get::<Map<String, Value>>(table.name, part).is_some_and(|part| part.contains_key(key))
        };
        for (place, name, emitted) in
            [(table.join, "join", self.join.as_ref()), (table.message, "message", Some(&self.message))]
        {
            let Some(emitted) = emitted else { continue };
            if gives(name, "event") && emitted.event.is_empty() {
                return Err((place, "event", "an event has a name"));
            }
            if emitted.arguments.iter().any(unknown_placeholder) {
                return Err((place, "arguments", PLACEHOLDERS));
            }
        }
        let has_text = self.message.arguments.iter().any(|argument| has_placeholder(argument, "$text"));
        if gives("message", "arguments") && !has_text {
            return Err((table.message, "arguments", "\"$text\" stands where the text of the message goes"));
        }
        for (key, values) in [("auth", &self.handshake.auth), ("query", &self.handshake.query)] {
            if values.values().any(unknown_placeholder) {
                return Err((table.handshake, key, PLACEHOLDERS));
            }
        }
        if self.redis.as_ref().is_some_and(|redis| redis.instances != INSTANCES) {
            return Err(("socketio.redis", "instances", "two instances are looked at"));
        }
        if self.redis.as_ref().is_some_and(|redis| redis.port_variable.is_empty()) {
            return Err(("socketio.redis", "port_variable", "a variable has a name"));
        }
        match self.token.as_ref().and_then(|token| token.ticket.as_ref()) {
            Some(ticket) if !ticket.path.starts_with('/') => Err((table.token, "ticket", "a path starts with '/'")),
            Some(ticket) if ticket.room.is_none() && ticket.token.is_none() => {
                Err((table.token, "ticket", "its answer gives a room, a token, or both"))
            }
            _ => Ok(()),
        }
    }
}
