//! With which commands a student sees again, by hand, what a rule found. Two terminals are two clients, each with the
//! official client library in a line of Node.

use super::contract::{Chat, Emitted, Filling, URL_PATH};
use super::kin::Kin;
use super::record::TokenGiven;
use crate::history::RequestRecord;
use crate::labs::again::{ByHand, Shown, curl, requests};
use serde_json::{Map, Value, json};

/// The texts and names of whoever tries it.
pub const ROOM: &str = "essai";
pub const OTHER_ROOM: &str = "ailleurs";
pub const ACCENTS: &str = "été « où » 1 < 2 & 3 > 2 \"fin\"";

/// Installs the client library where it is not there yet.
pub const CLIENT: &str =
    r#"node -e 'require.resolve("socket.io-client")' 2>/dev/null || npm install --no-save socket.io-client"#;

/// What shows what a rule of this lab found, as `by_hand` has it.
pub fn again(shown: &Shown, kin: &Kin, by_hand: fn(&Client, &Shown) -> ByHand) -> ByHand {
    let Some(chat) = kin.table.of(shown.contract) else { return requests(shown) };
    let client = Client { origin: shown.origin, chat: &chat, gives: TokenGiven::Good };
    let mut by_hand = by_hand(&client, shown);
    let is_client = |command: &String| command.contains("socket.io-client");
    if by_hand.commands.iter().any(is_client) {
        by_hand.commands.insert(0, CLIENT.into());
    }
    by_hand
}

/// A client in a line of Node.
pub struct Client<'a> {
    pub origin: &'a str,
    pub chat: &'a Chat,
    /// Which token it gives.
    pub gives: TokenGiven,
}

impl Client<'_> {
    /// The first request of a link.
    pub fn engine(&self, transport: &str) -> String {
        let path = format!("{}?EIO=4&transport={transport}", self.chat.url_path);
        curl(self.origin, &RequestRecord { method: "GET".into(), path, ..Default::default() }, "-i")
    }

    /// The same client with another token.
    pub fn giving(&self, gives: TokenGiven) -> Self {
        Client { gives, ..*self }
    }

    /// Alice listens in her room, and meanwhile this is done.
    pub fn while_alice_listens(&self, second: String) -> ByHand {
        ByHand { commands: vec![self.run("alice", Some(ROOM), &[], 30)], meanwhile: vec![second] }
    }

    /// Alice listens in her room, and somebody speaks in it.
    pub fn heard_by_alice(&self, texts: &[&str]) -> ByHand {
        self.while_alice_listens(self.run("bob", Some(ROOM), texts, 2))
    }

    /// Bob speaks in this room, after Alice has joined hers.
    pub fn after_alice(&self, room: &str) -> ByHand {
        ByHand {
            commands: vec![self.late("bob", room, "bonjour")],
            meanwhile: vec![self.run("alice", Some(ROOM), &[], 5)],
        }
    }

    /// Bob leaves while Alice listens, after somebody came into another room.
    pub fn leaves_alice(&self) -> ByHand {
        ByHand {
            commands: vec![self.run("alice", Some(ROOM), &[], 30)],
            meanwhile: vec![
                format!("(sleep 1; {}) &", self.run("carol", Some(OTHER_ROOM), &[], 3)),
                self.run("bob", Some(ROOM), &[], 3),
            ],
        }
    }

    /// Whether there is a server at all.
    pub fn reaches(&self) -> ByHand {
        // It may be there until somebody comes.
        ByHand::alone([format!("timeout 6 {}", self.run("alice", None, &[], 2)), self.engine("polling")])
    }

    /// Whether the server lives on.
    pub fn survives_empty(&self) -> ByHand {
        ByHand::alone([self.empty(), self.engine("polling")])
    }
    fn filling(&self, user: &str, room: &str, text: &str) -> Filling {
        let token = self.chat.token.clone().unwrap_or_default();
        let token = if self.gives == TokenGiven::Bad { token.bad } else { token.good };
        let without_token = self.gives == TokenGiven::None;
        Filling { user: user.into(), room: room.into(), text: text.into(), token, id: "1".into(), without_token }
    }

    fn emit(emitted: &Emitted, filling: &Filling) -> String {
        let all = std::iter::once(Value::from(emitted.event.as_str())).chain(emitted.filled(filling));
        let all: Vec<String> = all.map(|argument| argument.to_string()).collect();
        format!("s.emit({})", all.join(","))
    }

    /// A client that prints what it hears, does all this once it is connected, and leaves after so many seconds.
    fn node(&self, user: &str, room: &str, does: &[String], seconds: u32) -> String {
        let filling = self.filling(user, room, "");
        let mut options: Map<String, Value> = Map::new();
        if self.chat.url_path != URL_PATH {
            options.insert("path".into(), self.chat.url_path.as_str().into());
        }
        for (name, values) in [("auth", &self.chat.handshake.auth), ("query", &self.chat.handshake.query)] {
            if !values.is_empty() {
                options.insert(name.into(), filling.fill_keys(values).into());
            }
        }
        let namespace = if self.chat.namespace == "/" { "" } else { &self.chat.namespace };
        let address = json!(format!("{}{namespace}", self.origin));
        let options = if options.is_empty() { String::new() } else { format!(",{}", Value::Object(options)) };
        let script = format!(
            "const s=require(\"socket.io-client\")({address}{options});s.onAny((...e)=>console.log(...e));\
             s.on(\"connect_error\",e=>console.log(e.message));\
             s.on(\"connect\",()=>{{{};setTimeout(()=>{{console.log(\"transport:\",s.io.engine.transport.name);\
             s.disconnect()}},{seconds}000)}})",
            does.join(";")
        );
        format!("node -e {}", shell_words::quote(&script))
    }

    /// A client that joins a room, or none, and says all this a moment later.
    pub fn run(&self, user: &str, room: Option<&str>, texts: &[&str], seconds: u32) -> String {
        self.speak(user, room, room.unwrap_or(ROOM), texts, seconds)
    }

    /// The same, and it says it in this room.
    pub fn speak(&self, user: &str, joins: Option<&str>, room: &str, texts: &[&str], seconds: u32) -> String {
        let join = self.chat.join.as_ref().zip(joins);
        let mut does: Vec<String> =
            join.map(|(join, room)| Self::emit(join, &self.filling(user, room, ""))).into_iter().collect();
        does.extend(later(texts.iter().map(|text| Self::emit(&self.chat.message, &self.filling(user, room, text)))));
        self.node(user, joins.unwrap_or_default(), &does, seconds)
    }

    /// A client that joins, and says something some seconds later.
    pub fn late(&self, user: &str, room: &str, text: &str) -> String {
        let says = Self::emit(&self.chat.message, &self.filling(user, room, text));
        let join = self.chat.join.iter().map(|join| Self::emit(join, &self.filling(user, room, "")));
        let does: Vec<String> = join.chain([format!("setTimeout(()=>{{{says}}},3000)")]).collect();
        self.node(user, room, &does, 5)
    }

    /// A client that joins twice, and then says something.
    pub fn twice(&self, user: &str) -> String {
        let filling = self.filling(user, ROOM, "bonjour");
        let join = self.chat.join.iter().map(|join| Self::emit(join, &filling));
        let does: Vec<String> =
            join.clone().chain(join).chain(later([Self::emit(&self.chat.message, &filling)])).collect();
        self.node(user, ROOM, &does, 2)
    }

    /// A client that sends both events with nothing in them.
    pub fn empty(&self) -> String {
        let events = self.chat.join.iter().chain([&self.chat.message]);
        let does: Vec<String> = events.map(|emitted| format!("s.emit({})", json!(emitted.event))).collect();
        self.node("bob", ROOM, &does, 2)
    }
}

/// When the room has been joined.
fn later(does: impl IntoIterator<Item = String>) -> Option<String> {
    let does: Vec<String> = does.into_iter().collect();
    (!does.is_empty()).then(|| format!("setTimeout(()=>{{{}}},500)", does.join(";")))
}
