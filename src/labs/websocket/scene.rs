//! One scenario as its clients lived it: what each heard, and what each did.

use super::exercise::Exercise;
use super::heard::Heard;
use super::record::{DoneDetail, How, NativeKind, NativeOperation, OddFrame, SocketDetail, What};
use crate::history::{ChannelEnd, Client, Direction, FrameKind, Nanos, Operation, Outcome};

/// A connection of a client, with what it heard.
pub struct Link<'a> {
    pub operation: &'a Operation,
    pub detail: SocketDetail,
    pub heard: Vec<Heard>,
    /// From when on nothing follows from what it did not hear: it left, or was left.
    pub until: Nanos,
}

/// Something that a client did over its connection.
pub struct Deed<'a> {
    pub operation: &'a Operation,
    pub kind: NativeKind,
    pub detail: DoneDetail,
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

impl AsRef<Operation> for Deed<'_> {
    fn as_ref(&self) -> &Operation {
        self.operation
    }
}

impl<'a> Link<'a> {
    pub fn of(operation: &NativeOperation<'a>) -> Option<Self> {
        if operation.kind != NativeKind::Socket {
            return None;
        }
        let operation = operation.operation();
        let detail = SocketDetail::of(operation)?;
        let frames = operation.channel.as_deref().map_or(&[][..], |channel| &channel.frames);
        let received = frames.iter().filter(|frame| frame.direction == Direction::Received);
        let left = detail.left.map_or(Nanos::MAX, |(at, _)| at);
        let until = operation.done.min(left);
        Some(Self { operation, detail, heard: received.filter_map(Heard::of).collect(), until })
    }

    pub fn client(&self) -> &Client {
        &self.operation.client
    }

    pub fn is_open(&self) -> bool {
        self.detail.opened.is_some()
    }

    /// Since when it is there.
    pub fn from(&self) -> Nanos {
        self.detail.opened.unwrap_or(Nanos::MAX).max(self.operation.started)
    }

    /// The target ended it.
    pub fn was_ended(&self) -> bool {
        let end = self.operation.channel.as_ref().map(|channel| &channel.end);
        self.is_open() && matches!(end, Some(ChannelEnd::Ended | ChannelEnd::Cut(_) | ChannelEnd::Flood))
    }

    /// Why it ended, as the target said it or the connection showed it.
    pub fn why_ended(&self) -> String {
        let channel = self.operation.channel.as_deref();
        let close = channel.and_then(|channel| channel.received().find(|frame| frame.kind == FrameKind::Close));
        match (close.map(|frame| frame.bytes.as_slice()), channel.map(|channel| &channel.end)) {
            (Some([high, low, reason @ ..]), _) => {
                let code = u16::from_be_bytes([*high, *low]);
                format!("{code} {}", String::from_utf8_lossy(reason)).trim_end().to_owned()
            }
            (Some(_), _) => "close".into(),
            (None, Some(ChannelEnd::Cut(why))) => why.clone(),
            _ => "—".into(),
        }
    }
}

impl<'a> Deed<'a> {
    pub fn of(operation: &NativeOperation<'a>) -> Option<Self> {
        let is_deed = matches!(operation.kind, NativeKind::Send | NativeKind::Odd | NativeKind::Close);
        let (kind, operation) = (operation.kind, operation.operation());
        let detail = is_deed.then(|| DoneDetail::of(operation)).flatten()?;
        Some(Self { operation, kind, detail })
    }

    pub fn client(&self) -> &Client {
        &self.operation.client
    }

    /// Whether it took place.
    pub fn was_done(&self) -> bool {
        !matches!(self.operation.outcome, Outcome::Refused(_))
    }

    /// From when on others are to hear of it: it was wholly sent.
    pub fn due(&self) -> Nanos {
        self.operation.sent.unwrap_or(self.operation.started)
    }

    pub fn started(&self) -> Nanos {
        self.operation.started
    }

    pub fn is(&self, what: What) -> bool {
        self.detail.what == Some(what)
    }

    /// Whether it is a frame that a server need not bear.
    fn is_harmful(&self) -> bool {
        self.detail.frame.is_some_and(|frame| frame != OddFrame::Ping)
    }

    /// What tells it from everything else that was said, whatever becomes of its accents: its first word.
    pub fn mark(&self) -> &str {
        self.detail.text.split(' ').next().unwrap_or_default()
    }
}

impl<'a> Scene<'a> {
    pub fn new(operations: impl Iterator<Item = NativeOperation<'a>>) -> Self {
        let mut scene = Self::default();
        for operation in operations {
            scene.links.extend(Link::of(&operation));
            scene.deeds.extend(Deed::of(&operation));
        }
        scene.links.sort_by_key(|link| link.operation.started);
        scene.deeds.sort_by_key(|deed| (deed.operation.started, deed.operation.id));
        scene
    }

    pub fn links_of(&self, exercise: Exercise) -> impl Iterator<Item = &Link<'a>> {
        self.links.iter().filter(move |link| link.detail.exercise == exercise)
    }

    /// What was said to a server, and left us; not what only tried out whether all are there.
    pub fn says(&self, exercise: Exercise) -> impl Iterator<Item = &Deed<'a>> {
        let all = self.deeds.iter().filter(move |deed| deed.kind == NativeKind::Send && deed.was_done());
        all.filter(move |deed| deed.detail.exercise == exercise && !deed.is(What::Trial))
    }

    /// What was said one by one.
    pub fn single_says(&self, exercise: Exercise) -> impl Iterator<Item = &Deed<'a>> {
        self.says(exercise).filter(|say| !say.is(What::Burst))
    }

    pub fn leaves(&self, how: How) -> impl Iterator<Item = &Deed<'a>> {
        let all = self.deeds.iter().filter(|deed| deed.kind == NativeKind::Close && deed.was_done());
        all.filter(move |deed| deed.detail.how == Some(how))
    }

    pub fn odd(&self) -> impl Iterator<Item = &Deed<'a>> {
        self.deeds.iter().filter(|deed| deed.kind == NativeKind::Odd && deed.was_done())
    }

    pub fn odd_of(&self, frame: OddFrame) -> impl Iterator<Item = &Deed<'a>> {
        self.odd().filter(move |deed| deed.detail.frame == Some(frame))
    }

    /// The connection over which something was done.
    pub fn link(&self, deed: &Deed) -> Option<&Link<'a>> {
        let own = self.links.iter().filter(|link| link.client() == deed.client());
        own.filter(|link| link.operation.started <= deed.started()).max_by_key(|link| link.operation.started)
    }

    /// Those to whom something that was said is due: the others, of a relay; who said it, of the server of capitals.
    pub fn due_to<'s>(&'s self, say: &'s Deed) -> impl Iterator<Item = &'s Link<'a>> {
        let (exercise, at) = (say.detail.exercise, say.started());
        let is_there = move |link: &&Link| link.from() <= at && link.until > at;
        let is_due = move |link: &&Link| (link.client() == say.client()) == (exercise == Exercise::Capitals);
        // Who has sent what no page sends need not be served any more.
        let is_fine = move |link: &&Link| !self.is_stranger(link);
        self.links_of(exercise).filter(is_there).filter(is_due).filter(is_fine)
    }

    /// A connection that the target ended between two moments, of a client that has sent nothing but what a page sends.
    pub fn ended_between(&self, exercise: Exercise, from: Nanos, to: Nanos) -> Option<&Link<'a>> {
        let is_in_time = |link: &&Link| link.operation.done > from && link.operation.done < to;
        self.links_of(exercise).filter(|link| link.was_ended()).filter(is_in_time).find(|link| !self.is_stranger(link))
    }

    fn is_stranger(&self, link: &Link) -> bool {
        self.odd().any(|deed| deed.client() == link.client() && deed.is_harmful())
    }

    /// When a client first heard what was said.
    pub fn first<'s>(&self, link: &'s Link, say: &Deed) -> Option<&'s Heard> {
        link.heard.iter().find(|heard| heard.at >= say.started() && heard.has(say.mark()))
    }

    /// How often a client heard something that was said, in the same way each time, and not in a list of all that was said.
    pub fn copies(&self, link: &Link, say: &Deed) -> usize {
        let Some(first) = self.first(link, say) else { return 0 };
        let others = || self.deeds.iter().filter(|deed| deed.kind == NativeKind::Send && deed.mark() != say.mark());
        let is_alone = |heard: &&Heard| others().all(|other| !heard.has(other.mark()));
        let again = link.heard.iter().filter(|heard| heard.at >= say.started() && heard.has(say.mark()));
        again.filter(is_alone).filter(|heard| heard.is_like(first)).count()
    }
}
