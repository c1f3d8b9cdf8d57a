//! The table of the board in a contract.

use crate::contract::{self, Part};
use crate::labs::socketio::contract::{Chat, Emitted, Handshake, Table, Token, UPDATE_EVENT};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The contract of a target that has this lab.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(transform = contract::discovered)]
pub struct CollabBoard {
    pub collabboard: Chat,
}

pub const TABLE: Table = Table {
    name: "collabboard",
    join: "collabboard.join",
    message: "collabboard.message",
    handshake: "collabboard.handshake",
    token: "collabboard.token",
    text: of_the_text,
};

pub const PART: Part = Part {
    tables: &["collabboard"],
    mark: "collabboard",
    check: |text, given| contract::check(text, |read: &CollabBoard| read.collabboard.check(given, &TABLE)),
    schema: CollabBoard::json_schema,
    example: || TABLE.contract(&of_the_text()),
    toml: |contract| TABLE.toml(contract),
};

/// The board of the lab text: pseudo, room and token in the handshake, and one event that updates the content.
pub fn of_the_text() -> Chat {
    let query = json!({ "pseudo": "$user", "room": "$room", "token": "$token" });
    let query: Map<String, Value> = query.as_object().cloned().unwrap_or_default();
    Chat {
        message: Emitted { event: UPDATE_EVENT.into(), arguments: vec![json!({ "content": "$text" })] },
        handshake: Handshake { query, ..Handshake::default() },
        token: Some(Token { good: "12345".into(), ..Token::default() }),
        status: Some("/status".into()),
        ..Chat::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<contract::Contract, String> {
        contract::parse("c.toml", text, &[&PART])
    }

    #[test]
    fn the_contract_of_the_text_survives_being_written_and_read() {
        let text = (PART.toml)(&(PART.example)()).unwrap();
        assert!(text.starts_with("[collabboard]\n") && text.contains("status = \"/status\"\n"), "{text}");
        assert!(text.contains("[collabboard.handshake]\nquery = { pseudo = \"$user\""), "{text}");
        assert_eq!(TABLE.of(&parse(&text).unwrap()), Some(of_the_text()));
    }

    #[test]
    fn what_is_said_of_nothing_is_not_there() {
        let read =
            TABLE.of(&parse("[collabboard.join]\nevent = \"join\"\narguments = [\"$room\"]\n").unwrap()).unwrap();
        assert!(read.handshake.is_empty() && read.token.is_none() && read.join.is_some());
        assert_eq!(read.message.event, "update");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        for (text, place, word) in [
            ("[collabboard]\nstatus = \"x\"\n", "c.toml:2:1: ", "starts with '/'"),
            ("[collabboard.message]\narguments = [\"$room\"]\n", "c.toml:2:1: ", "$text"),
            ("[collabboard.handshake]\nquery = { t = \"$jeton\" }\n", "c.toml:2:1: ", "$token"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.starts_with(place) && error.contains(word), "{text}: {error}");
        }
    }
}
