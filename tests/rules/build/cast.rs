//! The chat: who is connected and in which room, what each does, and what each hears.

use super::deed::deed;
use super::{Deed, Story, Told, ms, story};
use lab::history::{Channel, ChannelEnd, Client, Direction, Event, Frame, FrameKind, Outcome, Reason};
use lab::labs::socketio::contract::Chat;
use lab::labs::socketio::packet::Handshake;
use lab::labs::socketio::record::{self, ChatKind, DoneDetail, How, LinkDetail, NamespaceDetail, TokenGiven, What};
use serde_json::{Value, json};

/// Clients of a chat, from 0 until 9 s.
pub struct Cast {
    links: Vec<(Deed, LinkDetail)>,
    deeds: Vec<Deed>,
    /// What is changed of the story that this becomes.
    changes: Vec<Box<dyn FnOnce(Story) -> Story>>,
}

/// Until when a client listens, if nothing else is told.
const UNTIL: u32 = 9000;

/// These are connected, and in no room.
pub fn connected(clients: &[&str]) -> Cast {
    let links = clients.iter().map(|client| link(client)).collect();
    Cast { links, deeds: vec![], changes: vec![] }
}

fn link(client: &str) -> (Deed, LinkDetail) {
    let path = "/socket.io/?EIO=4&transport=polling";
    let kind = ChatKind::Link.name();
    let mut deed = deed(None, Client::from(client), kind, "GET", path).from(0).said(5, 200, "");
    deed.operation.done = ms(UNTIL);
    deed.operation.channel = Some(Box::new(Channel { frames: vec![], end: ChannelEnd::Left }));
    let namespace = NamespaceDetail { name: "/".into(), connected: Some(ms(8)), ..NamespaceDetail::default() };
    let handshake = Handshake {
        sid: "a".into(),
        upgrades: vec!["websocket".into()],
        ping_interval: 25_000,
        ping_timeout: 20_000,
        max_payload: None,
    };
    let detail = LinkDetail {
        handshake: Some(handshake),
        upgraded: Some(ms(12)),
        namespaces: vec![namespace],
        ..LinkDetail::default()
    };
    (deed, detail)
}

/// The pseudo of a client in these stories.
pub fn user(client: &str) -> String {
    format!("{}-x", client.replace(' ', "-"))
}

/// A message as the lab text has it.
pub fn message(client: &str, text: &str) -> Value {
    json!({ "username": user(client), "message": text })
}

impl Cast {
    fn link(&mut self, client: &str) -> &mut (Deed, LinkDetail) {
        let is = |(deed, _): &&mut (Deed, LinkDetail)| deed.operation.client == Client::from(client);
        self.links.iter_mut().find(is).unwrap_or_else(|| panic!("{client} is not connected"))
    }

    /// What is known of the link of a client beside its packets.
    pub fn known(mut self, client: &str, change: impl FnOnce(&mut LinkDetail)) -> Self {
        change(&mut self.link(client).1);
        self
    }

    /// The link of a client as an operation.
    pub fn linked(mut self, client: &str, change: impl FnOnce(Deed) -> Deed) -> Self {
        let (deed, _) = self.link(client);
        *deed = change(deed.clone());
        self
    }

    fn frame(mut self, client: &str, at: f64, direction: Direction, kind: FrameKind, bytes: &[u8]) -> Self {
        let channel = self.link(client).0.operation.channel.as_mut().expect("a link has a channel");
        channel.frames.push(Frame { at: ms(at), direction, kind, bytes: bytes.into() });
        channel.frames.sort_by_key(|frame| frame.at);
        self
    }

    /// A packet came, with its bytes.
    pub fn packet(self, client: &str, at: impl Into<f64>, packet: &str, bytes: &[&[u8]]) -> Self {
        let at = at.into();
        let begun = self.frame(client, at, Direction::Received, FrameKind::Text, packet.as_bytes());
        bytes.iter().fold(begun, |cast, bytes| cast.frame(client, at, Direction::Received, FrameKind::Binary, bytes))
    }

    /// An event came to each of these.
    pub fn hear(self, clients: &[&str], at: impl Into<f64>, event: &str, argument: impl Into<Value>) -> Self {
        let (at, packet) = (at.into(), format!("42{}", json!([event, argument.into()])));
        clients.iter().fold(self, |cast, client| cast.packet(client, at, &packet, &[]))
    }

    fn does(mut self, kind: ChatKind, client: &str, at: f64, detail: &DoneDetail) -> Self {
        let mut deed = deed(None, Client::from(client), kind.name(), record::EMIT, "/");
        deed.operation.request.body = Some("42[]".into());
        deed.operation.detail = serde_json::to_value(detail).expect("plain data");
        let mut deed = deed.from(at).no_answer(at + 1.0);
        deed.operation.sent = Some(ms(at));
        self.deeds.push(deed);
        self
    }

    /// A client joins a room, and nobody is told.
    pub fn joins(self, client: &str, room: &str, at: impl Into<f64>) -> Self {
        let detail = DoneDetail { user: user(client), room: room.into(), ..DoneDetail::default() };
        self.does(ChatKind::Join, client, at.into(), &detail)
    }

    /// Somebody joins as another one does.
    pub fn joins_as(self, client: &str, like: &str, room: &str, at: impl Into<f64>) -> Self {
        let detail = DoneDetail { user: user(like), room: room.into(), ..DoneDetail::default() };
        self.does(ChatKind::Join, client, at.into(), &detail)
    }

    /// The room in which a client is, by what was told.
    fn room(&self, client: &str) -> String {
        let is_join = |deed: &&Deed| {
            deed.operation.kind == ChatKind::Join.name() && deed.operation.client == Client::from(client)
        };
        let mut joins = self.deeds.iter().filter(is_join);
        let room = joins.next_back().map(|join| join.operation.detail["room"].as_str().unwrap_or_default().to_owned());
        room.unwrap_or_default()
    }

    /// A client says something in its room, and nobody hears it.
    pub fn says(self, client: &str, text: &str, at: impl Into<f64>) -> Self {
        let room = self.room(client);
        self.says_in(client, &room, text, at)
    }

    pub fn says_in(self, client: &str, room: &str, text: &str, at: impl Into<f64>) -> Self {
        self.says_what(client, room, &user(client), text, What::Nonce, at)
    }

    /// A client says something, under the pseudo of another one with which it joined.
    pub fn says_as(self, client: &str, like: &str, text: &str, at: impl Into<f64>) -> Self {
        let room = self.room(client);
        self.says_what(client, &room, &user(like), text, What::Nonce, at)
    }

    /// A client says something under the pseudo of another one.
    pub fn forges(self, client: &str, pseudo: &str, text: &str, at: impl Into<f64>) -> Self {
        let room = self.room(client);
        self.says_what(client, &room, pseudo, text, What::Nonce, at)
    }

    pub fn accents(self, client: &str, text: &str, at: impl Into<f64>) -> Self {
        let room = self.room(client);
        self.says_what(client, &room, &user(client), text, What::Accents, at)
    }

    fn says_what(self, client: &str, room: &str, user: &str, text: &str, what: What, at: impl Into<f64>) -> Self {
        let detail = DoneDetail {
            user: user.into(),
            room: room.into(),
            text: text.into(),
            what: Some(what),
            ..DoneDetail::default()
        };
        self.does(ChatKind::Say, client, at.into(), &detail)
    }

    /// A client says something, and these hear it 10 ms later, as the lab text has it.
    pub fn talk(self, client: &str, text: &str, at: u32, heard_by: &[&str]) -> Self {
        self.says(client, text, at).hear(heard_by, at + 10, "chat message", message(client, text))
    }

    /// So many messages at once; each of `heard` is heard by these, 10 ms after the one before.
    pub fn burst(self, client: &str, count: u32, at: u32, heard: &[u32], by: &[&str]) -> Self {
        let room = self.room(client);
        let said = (1..=count).fold(self, |cast, number| {
            let user = user(client);
            cast.says_what(client, &room, &user, &text(number), What::Burst, at)
        });
        (0..).zip(heard).fold(said, |cast, (place, number)| {
            cast.hear(by, at + 10 + 10 * place, "chat message", message(client, &text(*number)))
        })
    }

    /// Somebody without a good token asks for a room.
    pub fn intrudes(self, client: &str, room: &str, token: TokenGiven, at: impl Into<f64>) -> Self {
        let detail = DoneDetail { user: user(client), room: room.into(), token, ..DoneDetail::default() };
        self.does(ChatKind::Join, client, at.into(), &detail)
    }

    /// The link of a client begins then, and it is let in at once.
    pub fn opened(self, client: &str, at: u32) -> Self {
        let linked = self.linked(client, |mut deed| {
            deed.operation.started = ms(at);
            deed
        });
        linked.known(client, |detail| detail.namespaces[0].connected = Some(ms(at + 5)))
    }

    /// It was never let in: that is what it was told.
    pub fn refused(self, client: &str, at: u32, why: &str) -> Self {
        let refused = self.opened(client, at).until(client, at + 10);
        refused.known(client, |detail| {
            (detail.namespaces[0].connected, detail.namespaces[0].refused) = (None, Some(why.into()));
        })
    }

    /// It was asked how many are connected.
    pub fn status(self, at: u32, code: u16, body: &str) -> Self {
        let status = deed(None, Client::from("reader 0"), ChatKind::Status.name(), "GET", "/status");
        self.and(status.from(at).said(at + 2, code, body))
    }

    /// What came of the last deed: an acknowledgement with this in it.
    pub fn acked(mut self, done: impl Into<f64>, body: &str) -> Self {
        let deed = self.deeds.pop().expect("something was done").said(done, 200, body);
        self.deeds.push(deed);
        self
    }

    /// The last deed was never done: its link was over.
    pub fn unsent(mut self) -> Self {
        let deed = self.deeds.pop().expect("something was done").refused(UNTIL);
        self.deeds.push(deed);
        self
    }

    /// A client leaves: from then on it hears nothing.
    pub fn leaves(mut self, client: &str, how: How, at: impl Into<f64>) -> Self {
        let (at, room) = (at.into(), self.room(client));
        self.link(client).0.operation.done = ms(at);
        let detail = DoneDetail { user: user(client), room, how: Some(how), ..DoneDetail::default() };
        let mut cast = self.does(ChatKind::Leave, client, at, &detail);
        let leave = cast.deeds.last_mut().expect("it was told just now");
        leave.operation.outcome = Outcome::Indeterminate(Reason::Left);
        leave.operation.sent = leave.operation.sent.filter(|_| how == How::Clean);
        cast
    }

    /// The target ends the link of a client.
    pub fn ended(mut self, client: &str, at: impl Into<f64>) -> Self {
        let operation = &mut self.link(client).0.operation;
        operation.done = ms(at);
        operation.channel.as_mut().expect("a link has a channel").end = ChannelEnd::Ended;
        self
    }

    /// We stop listening for a client.
    pub fn until(mut self, client: &str, at: impl Into<f64>) -> Self {
        self.link(client).0.operation.done = ms(at);
        self
    }

    pub fn empties(self, client: &str, at: impl Into<f64>) -> Self {
        self.does(ChatKind::Empty, client, at.into(), &DoneDetail::default())
    }

    /// An answer to the first request of a client has this header.
    pub fn header(self, client: &str, name: &str, value: &str) -> Self {
        self.linked(client, |deed| deed.header(name, value))
    }

    /// Something else is asked.
    pub fn and(mut self, deed: Deed) -> Self {
        self.deeds.push(deed);
        self
    }

    fn changed(mut self, change: impl FnOnce(Story) -> Story + 'static) -> Self {
        self.changes.push(Box::new(change));
        self
    }

    pub fn noise(self, at: u32, late: u32) -> Self {
        self.changed(move |story| story.noise(at, late))
    }

    pub fn note(self, at: u32, event: Event) -> Self {
        self.changed(move |story| story.note(at, event))
    }

    pub fn at_least(self, count: u32) -> Self {
        self.changed(move |story| story.at_least(count))
    }

    pub fn spoken(self, change: impl FnOnce(&mut Chat) + 'static) -> Self {
        self.changed(move |story| story.chats(change))
    }

    pub fn story(self) -> Story {
        let links = self.links.into_iter().map(|(mut deed, detail)| {
            deed.operation.detail = serde_json::to_value(detail).expect("plain data");
            deed
        });
        self.changes.into_iter().fold(story(links.chain(self.deeds)), |story, change| change(story))
    }

    pub fn passes(self, what: &str) -> Told {
        self.story().passes(what)
    }

    pub fn fails(self, what: &str) -> Told {
        self.story().fails(what)
    }

    pub fn fails_unless(self, what: &str, rule: &'static str) -> Told {
        self.story().fails_unless(what, rule)
    }

    pub fn earns_half(self, what: &str) -> Told {
        self.story().earns_half(what)
    }

    pub fn earns(self, share: f64, what: &str) -> Told {
        self.story().earns(share, what)
    }

    pub fn unknown(self, why: &str) -> Told {
        self.story().unknown(why)
    }

    pub fn waits_for(self, rule: &'static str) -> Told {
        self.story().waits_for(rule)
    }
}

/// The text of one of a burst.
pub fn text(number: u32) -> String {
    format!("burst-{number:02}-q")
}
