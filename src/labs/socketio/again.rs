//! With which commands a student sees again, by hand, what a rule found. Two terminals are two clients, each with the
//! official client library in a line of Node.

use super::contract::{Chat, Emitted, Filling, SocketIo};
use crate::history::RequestRecord;
use crate::labs::again::{ByHand, Shown, curl, requests};
use serde_json::{Map, Value, json};

/// The texts and names of whoever tries it.
pub const ROOM: &str = "essai";
pub const OTHER_ROOM: &str = "ailleurs";
pub const ACCENTS: &str = "été « où » 1 < 2 & 3 > 2 \"fin\"";

/// Installs the client library where it is not there yet.
const CLIENT: &str =
    r#"node -e 'require.resolve("socket.io-client")' 2>/dev/null || npm install --no-save socket.io-client"#;

pub fn again(shown: &Shown) -> ByHand {
    let mut by_hand = typed(shown);
    let is_client = |command: &String| command.contains("socket.io-client");
    if by_hand.commands.iter().any(is_client) {
        by_hand.commands.insert(0, CLIENT.into());
    }
    by_hand
}

fn typed(shown: &Shown) -> ByHand {
    let Some(SocketIo { socketio: chat }) = SocketIo::of(shown.contract) else { return requests(shown) };
    let client = Client { origin: shown.origin, chat: &chat };
    let engine = |transport: &str| {
        let path = format!("{}?EIO=4&transport={transport}", chat.url_path);
        curl(shown.origin, &RequestRecord { method: "GET".into(), path, ..Default::default() }, "-i")
    };
    let listener = client.run("alice", Some(ROOM), &[], 30);
    let with = |second: String| ByHand { commands: vec![listener.clone()], meanwhile: vec![second] };
    let outside = |room: Option<&str>| {
        let commands = vec![client.run("carol", room, &[], 30)];
        ByHand { commands, meanwhile: vec![client.run("alice", Some(ROOM), &["bonjour"], 2)] }
    };
    let before = |room: &str| ByHand {
        commands: vec![client.late("bob", room, "bonjour")],
        meanwhile: vec![client.run("alice", Some(ROOM), &[], 5)],
    };
    match shown.rule {
        "protocol-2" | "cors-open" | "recovery" | "needs-websocket-option" => ByHand::alone([engine("polling")]),
        // It may be there until somebody comes.
        "sio-unreachable" => {
            ByHand::alone([format!("timeout 6 {}", client.run("alice", None, &[], 2)), engine("polling")])
        }
        "chat-page-missing" => requests(shown),
        // Compared by eye: what the page emits, and what the lab text has.
        "events-renamed" => ByHand::default(),
        "no-websocket" => ByHand::alone([client.run("alice", None, &[], 3)]),
        "join-announced-elsewhere" => outside(Some(OTHER_ROOM)),
        // Somebody else has joined since.
        "message-leaves-room" => before(OTHER_ROOM),
        "sender-unnamed" => before(ROOM),
        "outsider-heard" | "membership-checked" => with(client.speak("bob", None, ROOM, &["bonjour"], 2)),
        "message-mangled" => with(client.run("bob", Some(ROOM), &[ACCENTS], 2)),
        "messages-lost" | "out-of-order" => {
            let many: Vec<String> = (1..=20).map(|number| number.to_string()).collect();
            let many: Vec<&str> = many.iter().map(String::as_str).collect();
            with(client.run("bob", Some(ROOM), &many, 3))
        }
        // Somebody comes into another room before Bob leaves.
        "leave-not-announced" => ByHand {
            commands: vec![listener],
            meanwhile: vec![
                format!("(sleep 1; {}) &", client.run("carol", Some(OTHER_ROOM), &[], 3)),
                client.run("bob", Some(ROOM), &[], 3),
            ],
        },
        // A process that is killed says no farewell.
        "abrupt-leave-not-announced" => with(format!("timeout -s KILL 3 {}", client.run("bob", Some(ROOM), &[], 30))),
        "sender-not-echoed" | "acks" | "newcomer-not-told" => {
            ByHand::alone([client.run("alice", Some(ROOM), &["bonjour"], 2)])
        }
        "message-twice" => with(client.twice("bob")),
        "history" => {
            ByHand::alone([client.run("alice", Some(ROOM), &["bonjour"], 2), client.run("bob", Some(ROOM), &[], 2)])
        }
        "dies-on-empty-event" | "survives-empty-event" => ByHand::alone([client.empty(), engine("polling")]),
        // What takes a clock, or more than two clients, the scenario shows.
        "message-late"
        | "leave-announced-elsewhere"
        | "duplicate-pseudo-harms"
        | "old-room-heard"
        | "leaves-old-room"
        | "pseudo-forged"
        | "pseudo-kept" => ByHand::default(),
        _ => with(client.run("bob", Some(ROOM), &["bonjour"], 2)),
    }
}

/// A client in a line of Node.
pub struct Client<'a> {
    pub origin: &'a str,
    pub chat: &'a Chat,
}

impl Client<'_> {
    /// The first request of a link.
    pub fn engine(&self, transport: &str) -> String {
        let path = format!("{}?EIO=4&transport={transport}", self.chat.url_path);
        curl(self.origin, &RequestRecord { method: "GET".into(), path, ..Default::default() }, "-i")
    }

    /// With the client library first.
    pub fn with_library(&self, mut by_hand: ByHand) -> ByHand {
        by_hand.commands.insert(0, CLIENT.into());
        by_hand
    }

    fn filling(&self, user: &str, room: &str, text: &str) -> Filling {
        let token = self.chat.token.as_ref().map(|token| token.good.clone()).unwrap_or_default();
        Filling { user: user.into(), room: room.into(), text: text.into(), token, id: "1".into() }
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
        if self.chat.url_path != super::contract::URL_PATH {
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
    fn speak(&self, user: &str, joins: Option<&str>, room: &str, texts: &[&str], seconds: u32) -> String {
        let join = self.chat.join.as_ref().zip(joins);
        let mut does: Vec<String> =
            join.map(|(join, room)| Self::emit(join, &self.filling(user, room, ""))).into_iter().collect();
        does.extend(later(texts.iter().map(|text| Self::emit(&self.chat.message, &self.filling(user, room, text)))));
        self.node(user, joins.unwrap_or_default(), &does, seconds)
    }

    /// A client that joins, and says something some seconds later.
    fn late(&self, user: &str, room: &str, text: &str) -> String {
        let says = Self::emit(&self.chat.message, &self.filling(user, room, text));
        let join = self.chat.join.iter().map(|join| Self::emit(join, &self.filling(user, room, "")));
        let does: Vec<String> = join.chain([format!("setTimeout(()=>{{{says}}},3000)")]).collect();
        self.node(user, room, &does, 5)
    }

    /// A client that joins twice, and then says something.
    fn twice(&self, user: &str) -> String {
        let filling = self.filling(user, ROOM, "bonjour");
        let join = self.chat.join.iter().map(|join| Self::emit(join, &filling));
        let does: Vec<String> =
            join.clone().chain(join).chain(later([Self::emit(&self.chat.message, &filling)])).collect();
        self.node(user, ROOM, &does, 2)
    }

    /// A client that sends both events with nothing in them.
    fn empty(&self) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Contract;
    use crate::history::{FORMAT, Header, History, Tolerance};

    fn commands(rule: &str, contract: &SocketIo) -> Vec<String> {
        let header =
            Header { format: FORMAT.into(), ..Header::new(0, "http://localhost:3000".into(), Tolerance::default()) };
        let (history, contract) = (History::new(header), Contract::of(contract));
        let origin = "http://localhost:3000";
        let by_hand = again(&Shown { rule, origin, evidence: &[], history: &history, contract: &contract });
        by_hand.commands.into_iter().chain(by_hand.meanwhile).collect()
    }

    #[test]
    fn two_clients_talk_in_the_words_of_the_contract() {
        let mut contract = SocketIo::of_the_text();
        contract.socketio.namespace = "/chat".into();
        let shown = commands("message-mangled", &contract);
        assert_eq!((shown.len(), &*shown[0]), (3, CLIENT), "{shown:?}");
        let shown = &shown[1..];
        let words: Vec<Vec<String>> = shown.iter().map(|one| shell_words::split(one).expect("whole words")).collect();
        assert_eq!((&*words[1][0], &*words[1][1], words[1].len()), ("node", "-e", 3));
        assert!(words[0][2].contains(r#"("http://localhost:3000/chat")"#), "{}", words[0][2]);
        assert!(words[0][2].contains(r#"s.emit("join room",{"username":"alice","room":"essai"})"#), "{}", words[0][2]);
        assert!(words[1][2].contains(r#""message":"été « où » 1 < 2 & 3 > 2 \"fin\""})"#), "{}", words[1][2]);
    }

    #[test]
    fn who_joins_by_the_handshake_emits_no_join() {
        let mut contract = SocketIo::of_the_text();
        contract.socketio.join = None;
        contract.socketio.handshake.query.insert("room".into(), "$room".into());
        let shown = commands("join-not-announced", &contract);
        assert!(
            shown[1..].iter().all(
                |one| one.contains(r#","query":{"room":"essai"}"#) || one.contains(r#"{"query":{"room":"essai"}}"#)
            ),
            "{shown:?}"
        );
        assert!(shown.iter().all(|one| !one.contains("join room")), "{shown:?}");
    }
}
