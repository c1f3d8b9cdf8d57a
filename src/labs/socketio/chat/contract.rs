//! The table of the chat in a contract.

use crate::contract::{self, Part};
use crate::labs::socketio::contract::{Chat, Table};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The contract of a target that has this lab.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(transform = contract::discovered)]
pub struct SocketIo {
    pub socketio: Chat,
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
    mark: "socketio",
    check: |text, given| contract::check(text, |read: &SocketIo| read.socketio.check(given, &TABLE)),
    schema: SocketIo::json_schema,
    example: || TABLE.contract(&Chat::of_the_text()),
    toml: |contract| TABLE.toml(contract),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Contract;
    use crate::labs::socketio::contract::Emitted;

    fn parse(text: &str) -> Result<Contract, String> {
        contract::parse("c.toml", text, &[&PART])
    }

    #[test]
    fn the_contract_of_the_text_survives_being_written_and_read() {
        let text = (PART.toml)(&(PART.example)()).unwrap();
        assert!(text.contains("[socketio.join]\nevent = \"join room\"\narguments = [{ username"), "{text}");
        assert_eq!(TABLE.of(&parse(&text).unwrap()), Some(Chat::of_the_text()));
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
        let all = TABLE.of(&read).unwrap();
        assert_eq!(all.join, None);
        assert!(all.handshake.joins());
        assert_eq!(all.message.arguments.len(), 5);
        assert_eq!((PART.toml)(&read).unwrap(), text);
        assert_eq!(TABLE.of(&TABLE.contract(&all)), Some(all));
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
