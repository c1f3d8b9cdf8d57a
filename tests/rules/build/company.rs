//! Clients of servers of WebSocket: who is connected to which, what each says, and what each hears.

use super::deed::deed;
use super::{Deed, Story, Told, ms, story};
use lab::history::{Channel, ChannelEnd, Client, Direction, Frame, FrameKind, Outcome, Reason};
use lab::labs::websocket::Exercise;
use lab::labs::websocket::contract::Exercises;
use lab::labs::websocket::record::{
    self, DoneDetail, How, LookDetail, NativeKind, NotOpened, OddFrame, SocketDetail, What,
};

/// Clients from 0 until 9 s.
pub struct Company {
    links: Vec<(Deed, SocketDetail)>,
    deeds: Vec<Deed>,
    /// What is changed of the story that this becomes.
    changes: Vec<Box<dyn FnOnce(Story) -> Story>>,
}

/// Until when a client listens, if nothing else is told.
const UNTIL: u32 = 9000;

/// These are connected to the relay.
pub fn relay(clients: &[&str]) -> Company {
    Company { links: vec![], deeds: vec![], changes: vec![] }.joined_by(Exercise::Relay, clients)
}

/// These are connected to the server of capitals.
pub fn capitals(clients: &[&str]) -> Company {
    Company { links: vec![], deeds: vec![], changes: vec![] }.joined_by(Exercise::Capitals, clients)
}

impl Company {
    pub fn joined_by(mut self, exercise: Exercise, clients: &[&str]) -> Self {
        for client in clients {
            let kind = NativeKind::Socket.name();
            let mut deed = deed(Some(record::ID), Client::from(*client), kind, "GET", "/ws").from(0).said(5, 101, "");
            deed.operation.done = ms(UNTIL);
            deed.operation.channel = Some(Box::new(Channel { frames: vec![], end: ChannelEnd::Left }));
            let detail = SocketDetail { exercise, opened: Some(ms(5)), ..SocketDetail::default() };
            self.links.push((deed, detail));
        }
        self
    }

    fn link(&mut self, client: &str) -> &mut (Deed, SocketDetail) {
        let is = |(deed, _): &&mut (Deed, SocketDetail)| deed.operation.client == Client::from(client);
        self.links.iter_mut().find(is).unwrap_or_else(|| panic!("{client} is not connected"))
    }

    /// It never was connected, and that was known then.
    pub fn unopened(mut self, client: &str, why: NotOpened, done: u32) -> Self {
        let (deed, detail) = self.link(client);
        (detail.opened, detail.not_opened) = (None, Some(why));
        (deed.operation.done, deed.operation.channel) = (ms(done), None);
        deed.operation.outcome = Outcome::Indeterminate(Reason::NoAnswer);
        self
    }

    fn frame(mut self, client: &str, at: f64, direction: Direction, kind: FrameKind, bytes: &[u8]) -> Self {
        let channel = self.link(client).0.operation.channel.as_mut().expect("it has a channel");
        channel.frames.push(Frame { at: ms(at), direction, kind, bytes: bytes.into() });
        channel.frames.sort_by_key(|frame| frame.at);
        self
    }

    /// A text came to each of these.
    pub fn hear(self, clients: &[&str], at: impl Into<f64>, text: &str) -> Self {
        let at = at.into();
        let came = |company: Self, client: &&str| company.came(client, at, FrameKind::Text, text);
        clients.iter().fold(self, came)
    }

    /// The same as bytes.
    pub fn hear_bytes(self, clients: &[&str], at: u32, text: &str) -> Self {
        clients.iter().fold(self, |company, client| company.came(client, at, FrameKind::Binary, text))
    }

    /// A frame came.
    pub fn came(self, client: &str, at: impl Into<f64>, kind: FrameKind, text: &str) -> Self {
        self.frame(client, at.into(), Direction::Received, kind, text.as_bytes())
    }

    fn does(mut self, kind: NativeKind, client: &str, at: f64, detail: DoneDetail) -> Self {
        let exercise = self.link(client).1.exercise;
        let mut deed = deed(Some(record::ID), Client::from(client), kind.name(), record::SEND, "/ws");
        deed.operation.detail = serde_json::to_value(DoneDetail { exercise, ..detail }).expect("plain data");
        let mut deed = deed.from(at).no_answer(at + 1.0);
        deed.operation.sent = Some(ms(at));
        self.deeds.push(deed);
        self
    }

    pub fn says_what(self, client: &str, text: &str, what: What, at: impl Into<f64>) -> Self {
        let detail = DoneDetail { text: text.into(), what: Some(what), ..DoneDetail::default() };
        self.does(NativeKind::Send, client, at.into(), detail)
    }

    /// A client says something, and nobody hears it.
    pub fn says(self, client: &str, text: &str, at: impl Into<f64>) -> Self {
        self.says_what(client, text, What::Plain, at)
    }

    /// A client says something, and these hear it 10 ms later.
    pub fn talk(self, client: &str, text: &str, at: u32, heard_by: &[&str]) -> Self {
        self.says(client, text, at).hear(heard_by, at + 10, text)
    }

    /// So many messages at once; each of `heard` is heard by these, 10 ms after the one before.
    pub fn burst(self, client: &str, count: u32, at: u32, heard: &[u32], by: &[&str]) -> Self {
        let said = (1..=count).fold(self, |company, number| company.says_what(client, &text(number), What::Burst, at));
        (0..).zip(heard).fold(said, |company, (place, number)| company.hear(by, at + 10 + 10 * place, &text(*number)))
    }

    /// A client leaves: from then on it hears nothing.
    pub fn leaves(mut self, client: &str, how: How, at: u32) -> Self {
        let (deed, detail) = self.link(client);
        deed.operation.done = ms(at + 1);
        detail.left = Some((ms(at), how));
        self.does(NativeKind::Close, client, at.into(), DoneDetail { how: Some(how), ..DoneDetail::default() })
    }

    /// The target ends the connection of a client, with this code.
    pub fn ended(mut self, client: &str, at: u32, code: u16) -> Self {
        let operation = &mut self.link(client).0.operation;
        operation.done = ms(at);
        operation.channel.as_mut().expect("it has a channel").end = ChannelEnd::Ended;
        self.frame(client, at.into(), Direction::Received, FrameKind::Close, &code.to_be_bytes())
    }

    /// We stop listening for a client.
    pub fn until(mut self, client: &str, at: u32) -> Self {
        self.link(client).0.operation.done = ms(at);
        self
    }

    /// A client sends a frame that no page sends.
    pub fn odd(self, client: &str, frame: OddFrame, at: u32) -> Self {
        let detail = DoneDetail { frame: Some(frame), text: "p".into(), ..DoneDetail::default() };
        self.does(NativeKind::Odd, client, at.into(), detail)
    }

    /// The last deed took so long.
    pub fn done(mut self, at: u32) -> Self {
        self.deeds.last_mut().expect("something was done").operation.done = ms(at);
        self
    }

    /// Somebody looks whether a server is there: it is, or it is not any more.
    pub fn looks(mut self, exercise: Exercise, at: u32, is_there: bool) -> Self {
        let client = Client::from("liveness");
        let deed = deed(Some(record::ID), client, NativeKind::Look.name(), "GET", "/ws").from(at);
        let dead_since = (!is_there).then(|| ms(at));
        let mut deed = if is_there { deed.said(at + 1, 426, "") } else { deed.refused(at + 1) };
        deed.operation.detail = serde_json::to_value(LookDetail { exercise, dead_since }).expect("plain data");
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

    pub fn at_least(self, count: u32) -> Self {
        self.changed(move |story| story.at_least(count))
    }

    pub fn spoken(self, change: impl FnOnce(&mut Exercises) + 'static) -> Self {
        self.changed(move |story| story.connects(change))
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
