//! One scenario as its clients lived it: what each heard, what each did, and who was in which room when.

use super::deed::Deed;
use super::ear::Ear;
use super::heard::Heard;
use super::packet::{EnginePacket, Packet, PacketKind};
use super::record::{ChatKind, ChatOperation, ChatRole, How, LinkDetail, What};
use crate::history::{Channel, ChannelEnd, Client, Direction, Frame, FrameKind, Nanos, Operation};
use serde_json::Value;

/// A link of a client, with what it heard.
pub struct Link<'a> {
    pub operation: &'a Operation,
    pub role: Option<ChatRole>,
    pub detail: LinkDetail,
    /// The events that it heard, in their order.
    pub heard: Vec<Heard>,
    /// The acknowledgements, as events without a name.
    pub acks: Vec<Heard>,
    /// What the namespace answered when it was asked for.
    pub welcome: Option<Value>,
    /// From when on nothing follows from what it did not hear: it left, or was left.
    pub until: Nanos,
}

/// One attempt of a scenario.
#[derive(Default)]
pub struct Scene<'a> {
    pub links: Vec<Link<'a>>,
    /// In the order in which they were begun.
    pub deeds: Vec<Deed<'a>>,
}

impl AsRef<Operation> for Link<'_> {
    fn as_ref(&self) -> &Operation {
        self.operation
    }
}

impl<'a> Link<'a> {
    pub fn of(operation: &ChatOperation<'a>) -> Option<Self> {
        if operation.kind != ChatKind::Link {
            return None;
        }
        let (role, operation) = (operation.role, operation.operation());
        let detail = LinkDetail::of(operation)?;
        let ended = detail.namespaces.first().and_then(|namespace| namespace.ended);
        let channel = operation.channel.as_deref();
        let left = channel.and_then(left).unwrap_or(operation.done);
        let until = operation.done.min(left).min(ended.unwrap_or(Nanos::MAX));
        let mut ear = Ear::default();
        ear.listen(channel.map_or(&[], |channel| &channel.frames));
        let Ear { heard, acks, welcome, .. } = ear;
        Some(Self { operation, role, detail, heard, acks, welcome, until })
    }

    pub fn client(&self) -> &Client {
        &self.operation.client
    }

    /// It was connected, and was not late with its own answers to pings.
    pub fn is_fit(&self) -> bool {
        self.detail.connected().is_some() && !self.detail.is_ours_late()
    }

    /// The target ended it.
    pub fn was_ended(&self) -> bool {
        let end = self.operation.channel.as_ref().map(|channel| &channel.end);
        let disconnected = self.detail.namespaces.first().is_some_and(|namespace| namespace.ended.is_some());
        self.detail.connected().is_some()
            && (disconnected || matches!(end, Some(ChannelEnd::Ended | ChannelEnd::Cut(_) | ChannelEnd::Flood)))
    }

    pub fn is_by_websocket(&self) -> bool {
        use super::record::Transport;
        self.detail.upgraded.is_some() || self.detail.transport == Transport::Websocket
    }
}

/// When the client said that it leaves: from then on it is announced as gone.
fn left(channel: &Channel) -> Option<Nanos> {
    let is_farewell = |frame: &&Frame| {
        let closes = || match EnginePacket::decode(std::str::from_utf8(&frame.bytes).ok()?) {
            Ok(EnginePacket::Close) => Some(true),
            Ok(EnginePacket::Message(text)) => Some(Packet::decode(text).ok()?.kind == PacketKind::Disconnect),
            _ => None,
        };
        frame.kind == FrameKind::Close || frame.kind == FrameKind::Text && closes() == Some(true)
    };
    let sent = channel.frames.iter().filter(|frame| frame.direction == Direction::Sent);
    sent.filter(is_farewell).map(|frame| frame.at).min()
}

impl<'a> Scene<'a> {
    pub fn new(operations: impl Iterator<Item = ChatOperation<'a>>) -> Self {
        let mut scene = Self::default();
        for operation in operations {
            scene.links.extend(Link::of(&operation));
            scene.deeds.extend(Deed::of(&operation));
        }
        scene.links.sort_by_key(|link| link.operation.started);
        scene.deeds.sort_by_key(|deed| (deed.operation.started, deed.operation.id));
        scene
    }

    fn of(&self, kind: ChatKind) -> impl Iterator<Item = &Deed<'a>> {
        self.deeds.iter().filter(move |deed| deed.kind == kind && deed.was_done())
    }

    /// Whoever came with a token that nobody was given is in no room, whatever it asked for.
    pub fn joins(&self) -> impl Iterator<Item = &Deed<'a>> {
        self.of(ChatKind::Join).filter(|join| join.role != Some(ChatRole::Intruder))
    }

    /// Those who came with a bad token or with none, and asked to be in a room: done or not.
    pub fn intrusions(&self) -> impl Iterator<Item = &Deed<'a>> {
        let is_one = |deed: &&Deed| deed.kind == ChatKind::Join && deed.role == Some(ChatRole::Intruder);
        self.deeds.iter().filter(is_one)
    }

    /// What such a one said, if anything of it was sent.
    pub fn intruders_say(&self) -> impl Iterator<Item = &Deed<'a>> {
        self.of(ChatKind::Say).filter(|say| say.role == Some(ChatRole::Intruder))
    }

    /// The first time that each client joined each room.
    pub fn arrivals(&self) -> impl Iterator<Item = &Deed<'a>> {
        let is_first = |join: &&Deed| {
            let same = |other: &&Deed| other.client() == join.client() && other.detail.room == join.detail.room;
            self.joins().find(same).is_some_and(|first| std::ptr::eq(first, *join))
        };
        self.joins().filter(is_first)
    }

    /// What was said, but in another's name.
    pub fn says(&self) -> impl Iterator<Item = &Deed<'a>> {
        self.of(ChatKind::Say).filter(|say| say.role != Some(ChatRole::Intruder) && !self.is_forged(say))
    }

    /// What was said one by one.
    pub fn single_says(&self) -> impl Iterator<Item = &Deed<'a>> {
        self.says().filter(|say| !say.is(What::Burst))
    }

    pub fn forged_says(&self) -> impl Iterator<Item = &Deed<'a>> {
        self.of(ChatKind::Say).filter(|say| say.role != Some(ChatRole::Intruder) && self.is_forged(say))
    }

    /// Whether it was said under another pseudo than the client joined with.
    fn is_forged(&self, say: &Deed) -> bool {
        let own = self.joins().find(|join| join.client() == say.client());
        own.is_some_and(|own| own.detail.user != say.detail.user)
    }

    pub fn leaves(&self, how: How) -> impl Iterator<Item = &Deed<'a>> {
        self.of(ChatKind::Leave).filter(move |leave| leave.detail.how == Some(how))
    }

    pub fn empties(&self) -> impl Iterator<Item = &Deed<'a>> {
        self.of(ChatKind::Empty)
    }

    /// The link of a client at this moment.
    pub fn link(&self, client: &Client, at: Nanos) -> Option<&Link<'a>> {
        let own = self.links.iter().filter(|link| link.client() == client);
        own.filter(|link| link.operation.started <= at).max_by_key(|link| link.operation.started)
    }

    /// The pseudo of a client.
    pub fn user(&self, client: &Client) -> Option<&str> {
        self.joins().find(|join| join.client() == client).map(|join| join.detail.user.as_str())
    }

    /// The room in which a client is at this moment, by the last one that it joined.
    pub fn room(&self, client: &Client, at: Nanos) -> Option<&str> {
        let joins = self.joins().filter(|join| join.client() == client && join.due() <= at);
        joins.last().map(|join| join.detail.room.as_str())
    }

    /// Whether a client joined a room before this moment, wherever it went then.
    pub fn was_in(&self, client: &Client, room: &str, at: Nanos) -> bool {
        let mut joins = self.joins();
        joins.any(|join| join.client() == client && join.detail.room == room && join.operation.started <= at)
    }

    /// The links of the others who are in the room of a deed when it is done.
    pub fn room_mates<'s>(&'s self, deed: &'s Deed) -> impl Iterator<Item = &'s Link<'a>> {
        let at = deed.operation.started;
        let is_there = move |link: &&Link| {
            link.client() != deed.client()
                && link.operation.started <= at
                && link.until > at
                && self.room(link.client(), at) == Some(&deed.detail.room)
        };
        self.links.iter().filter(is_there)
    }

    /// Those who never were in its room, and when each heard something of it that counts.
    pub fn strangers<'s>(&'s self, deed: &'s Deed) -> impl Iterator<Item = &'s Link<'a>> {
        let is_strange = |link: &&Link| {
            let room = &deed.detail.room;
            link.client() != deed.client() && !self.was_in(link.client(), room, Nanos::MAX)
        };
        let at = deed.operation.started;
        self.links.iter().filter(is_strange).filter(move |link| link.until > at)
    }

    /// Whether an event brings something that somebody said.
    pub fn is_said(&self, heard: &Heard) -> bool {
        let mut all = self.deeds.iter().filter(|deed| deed.kind == ChatKind::Say);
        all.any(|say| heard.has(say.mark()))
    }

    /// The events in which a client hears of another one, other than by what that one said, from a moment until it leaves.
    pub fn of_pseudo<'s>(&'s self, link: &'s Link, user: &'s str, from: Nanos) -> impl Iterator<Item = &'s Heard> {
        let events = link.heard.iter().filter(move |heard| heard.at >= from && heard.has(user));
        events.filter(|heard| !self.is_said(heard))
    }

    /// Until when the client of a deed is there. Others may hear that it leaves before we have looked at the clock again:
    /// what counts is when it began to. Who joins by its handshake has no link before.
    pub fn stays_until(&self, deed: &Deed) -> Nanos {
        let at = deed.operation.started;
        let leaves = self.of(ChatKind::Leave).filter(|leave| leave.client() == deed.client());
        let began = leaves.map(|leave| leave.operation.started).filter(|began| *began >= at).min();
        self.link(deed.client(), deed.due()).map_or(at, |link| link.until).min(began.unwrap_or(Nanos::MAX))
    }

    /// When a client first heard what was said.
    pub fn first<'s>(&self, link: &'s Link, say: &Deed) -> Option<&'s Heard> {
        link.heard.iter().find(|heard| heard.at >= say.operation.started && heard.has(say.mark()))
    }

    /// What a client heard of something that was said, each time that it was new: not in a list of all that was said, nor
    /// again since the client itself came back, nor under another name too.
    pub fn copies<'s>(&'s self, link: &'s Link, say: &Deed) -> Vec<&'s Heard> {
        let mark = say.mark();
        let is_alone = |heard: &&Heard| {
            let others = self.deeds.iter().filter(|deed| deed.kind == ChatKind::Say && deed.mark() != mark);
            others.into_iter().all(|other| !heard.has(other.mark()))
        };
        let from = say.operation.started;
        let all: Vec<&Heard> =
            link.heard.iter().filter(|heard| heard.at >= from && heard.has(mark)).filter(is_alone).collect();
        let Some(first) = all.first() else { return vec![] };
        let said: Vec<&Heard> = all.iter().filter(|heard| heard.says(mark)).copied().collect();
        // A list is sent again whenever anything happens; a message, to who comes back.
        let is_again = |deed: &&Deed| said.is_empty() || deed.kind == ChatKind::Join && deed.client() == link.client();
        let later = self.deeds.iter().filter(|deed| deed.operation.started >= first.at).filter(is_again);
        let until = later.map(|deed| deed.operation.started).min().unwrap_or(Nanos::MAX);
        let mut chosen = if said.is_empty() { all } else { said };
        chosen.retain(|heard| heard.at < until);
        let count = |name: &str| chosen.iter().filter(|heard| heard.name == name).count();
        let Some(name) = chosen.iter().map(|heard| &heard.name).max_by_key(|name| count(name)).cloned() else {
            return vec![];
        };
        chosen.retain(|heard| heard.name == name);
        chosen
    }

    /// The pseudos of all clients.
    pub fn users(&self) -> Vec<&str> {
        let mut users: Vec<&str> = self.joins().map(|join| join.detail.user.as_str()).collect();
        users.sort_unstable();
        users.dedup();
        users
    }
}
