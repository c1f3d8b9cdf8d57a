use super::blocks::Blocks;
use super::pace::StreamPace;
use super::peer::Peer;
use super::said::WatchEvent;
use crate::history::Nanos;
use crate::labs::sse::event_stream::{Event, Item, Scanner};
use crate::message::Message;
use serde::de::IgnoredAny;
use std::time::Duration;

/// How long nothing may come before that is worth a line, where no interval is known.
const SILENT: Nanos = 10_000_000_000;
/// And so many intervals where one is, but no less than this.
const INTERVALS: u64 = 3;
const SHORTEST: Nanos = 500_000_000;
/// What browsers wait before they reconnect, where the stream does not say.
const RETRY: Duration = Duration::from_secs(3);

/// One event stream over all its connections: what each piece of it says.
pub struct Tail {
    scanner: Scanner,
    blocks: Blocks,
    peer: Peer,
    pub pace: StreamPace,
    /// What the stream says of it.
    retry: Option<Duration>,
    /// What a browser sends as Last-Event-ID; it outlives connections.
    last_id: String,
    since: Nanos,
    silence_told: bool,
    comments: usize,
}

impl Tail {
    pub fn new(now: Nanos) -> Self {
        Self {
            scanner: Scanner::new(),
            blocks: Blocks::default(),
            peer: Peer::default(),
            pace: StreamPace::default(),
            retry: None,
            last_id: String::new(),
            since: now,
            silence_told: false,
            comments: 0,
        }
    }

    pub fn last_id(&self) -> Option<&str> {
        Some(self.last_id.as_str()).filter(|id| !id.is_empty())
    }

    /// How long a browser waits before it reconnects.
    pub fn retry(&self) -> Duration {
        self.retry.unwrap_or(RETRY)
    }

    /// A new connection: its stream starts at its first line.
    pub fn connected(&mut self, now: Nanos) {
        self.pace.reconnected();
        let Self { pace, retry, last_id, .. } = std::mem::replace(self, Self::new(now));
        *self = Self { pace, retry, last_id, ..Self::new(now) };
    }

    pub fn push(&mut self, at: Nanos, mut bytes: &[u8], tell: &mut impl FnMut(WatchEvent)) {
        while !bytes.is_empty() {
            let (taken, ended) = self.blocks.take(at, bytes);
            let (part, rest) = bytes.split_at(taken);
            bytes = rest;
            let items = self.scanner.push(part);
            let events: Vec<Event> = items
                .iter()
                .filter_map(|item| if let Item::Event(event) = item { Some(event.clone()) } else { None })
                .collect();
            let silent = items.is_empty();
            for item in items {
                self.item(at, item, tell);
            }
            if ended {
                let block = self.blocks.end();
                if silent && block.meant && block.troubles.is_empty() {
                    let message = Message::new("watch-no-event.block").count("bytes", block.size);
                    tell(WatchEvent::note(
                        at,
                        message.count("line", usize::try_from(block.line).unwrap_or(usize::MAX)),
                    ));
                }
                block.troubles.into_iter().for_each(|trouble| tell(WatchEvent::Trouble(trouble)));
            }
            self.peer.push(part, &events).into_iter().for_each(|message| tell(WatchEvent::Odd(message)));
        }
        if !self.scanner.last_id().is_empty() {
            self.last_id = self.scanner.last_id().into();
        }
    }

    fn item(&mut self, at: Nanos, item: Item, tell: &mut impl FnMut(WatchEvent)) {
        match item {
            Item::Event(event) => {
                (self.since, self.silence_told, self.comments, self.blocks.dispatched) = (at, false, 0, true);
                if event.own_id && event.id.is_empty() {
                    self.last_id = String::new();
                }
                let (gap, odd) = self.pace.event(at, &event);
                let not_json = serde_json::from_str::<IgnoredAny>(&event.data).err();
                tell(WatchEvent::Event { at, gap, event });
                odd.into_iter().for_each(|message| tell(WatchEvent::Odd(message)));
                if let Some(why) = not_json {
                    tell(WatchEvent::Odd(Message::new("watch-odd-not-json").text("why", why.to_string())));
                }
            }
            Item::Comment { text, .. } => {
                self.comments += 1;
                tell(WatchEvent::Comment { at, text });
            }
            Item::Retry(time) => {
                let before = self.retry.replace(Duration::from_millis(time));
                if before != self.retry {
                    tell(WatchEvent::note(
                        at,
                        Message::new("watch-retry").time("time", time.saturating_mul(1_000_000)),
                    ));
                }
            }
            Item::TooLong { line, .. } => {
                let line = usize::try_from(line).unwrap_or(usize::MAX);
                tell(WatchEvent::note(at, Message::new("watch-too-long").count("line", line)));
            }
        }
    }

    /// What is to be said because of the time alone.
    pub fn tick(&mut self, now: Nanos, tell: &mut impl FnMut(WatchEvent)) {
        if let Some((bytes, troubles)) = self.blocks.lull(now) {
            self.silence_told = true;
            let id = if troubles.is_empty() { "watch-no-event.open" } else { "watch-no-event.why" };
            tell(WatchEvent::note(now, Message::new(id).count("bytes", bytes)));
            troubles.into_iter().for_each(|trouble| tell(WatchEvent::Trouble(trouble)));
        }
        let limit = self.pace.usual().map_or(SILENT, |usual| (usual * INTERVALS).max(SHORTEST));
        let silent = now.saturating_sub(self.since);
        if silent > limit && !self.silence_told {
            self.silence_told = true;
            let id = match (self.pace.usual(), self.comments) {
                (_, 1..) => "watch-silence.comments",
                (Some(_), _) => "watch-silence.usual",
                (None, _) => "watch-silence.first",
            };
            let message = Message::new(id).time("time", silent).count("comments", self.comments);
            tell(WatchEvent::note(now, message.time("usual", self.pace.usual().unwrap_or(0))));
        }
    }

    /// The connection has ended: what of the stream is never dispatched.
    pub fn end(&mut self, now: Nanos, tell: &mut impl FnMut(WatchEvent)) {
        if let Some(pending) = std::mem::take(&mut self.scanner).end() {
            let line = usize::try_from(pending.line).unwrap_or(usize::MAX);
            let data = if pending.data.is_empty() { pending.rest } else { pending.data };
            tell(WatchEvent::note(now, Message::new("watch-end-inside").count("line", line).text("data", data)));
            self.blocks.end().troubles.into_iter().for_each(|trouble| tell(WatchEvent::Trouble(trouble)));
        }
    }
}
