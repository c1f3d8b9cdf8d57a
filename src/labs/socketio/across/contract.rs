//! The table of the chat in a contract, and what is between its instances in it.

use crate::contract::{self, Contract, Part};
use crate::labs::socketio::contract::{Chat, Redis, Table};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The contract of a target that has this lab: the chat is spoken to as its own lab has it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(transform = contract::discovered)]
struct SocketIo {
    socketio: Chat,
}

pub const TABLE: Table = Table {
    name: "socketio",
    join: "socketio.join",
    message: "socketio.message",
    handshake: "socketio.handshake",
    token: "socketio.token",
    text: Chat::of_the_text,
};

pub const PART: Part = Part {
    tables: &["socketio"],
    mark: "socketio.redis",
    check: |text, given| contract::check(text, |read: &SocketIo| read.socketio.check(given, &TABLE)),
    schema: SocketIo::json_schema,
    example: || TABLE.contract(&Chat { redis: Some(Redis::default()), ..Chat::of_the_text() }),
    toml: |contract| TABLE.toml(contract),
};

/// Adds what is between instances to the contract of a chat.
pub fn give(contract: &mut Contract, redis: &Redis) {
    contract.set(TABLE.name, "redis", serde_json::to_value(redis).expect("plain data"));
}

/// What a contract says of them.
pub fn said(contract: &Contract) -> Option<Redis> {
    contract.get(TABLE.name, "redis")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Contract, String> {
        contract::parse("c.toml", text, &[&PART])
    }

    #[test]
    fn it_is_that_of_a_chat_and_what_is_between_instances() {
        let text = (PART.toml)(&(PART.example)()).unwrap();
        assert!(text.contains("\n[socketio.redis]\ninstances = 2\nport_variable = \"PORT\"\n"), "{text}");
        let read = parse(&text).unwrap();
        assert!(read.has(&PART));
        assert_eq!(said(&read), Some(Redis::default()));
        let chat = TABLE.contract(&Chat::of_the_text());
        assert!(!chat.has(&PART), "one instance has nothing between");
        let mut both = chat;
        give(&mut both, &Redis::default());
        assert!(both.has(&PART));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        for (text, word) in [
            ("[socketio.redis]\ninstances = 3\n", "two instances"),
            ("[socketio.redis]\nport_variable = \"\"\n", "has a name"),
            ("[socketio.redis]\nport = 1\n", "port"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.starts_with("c.toml:2:1: ") && error.contains(word), "{text}: {error}");
        }
    }
}
