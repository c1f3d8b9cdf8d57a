//! What came of a subscription, read as a browser reads it.

use super::{Case, Finding};
use crate::event_stream::{Event, Item, Scanner, Trouble, explain};
use crate::history::{Answer, Kind, Nanos, Operation, StreamEnd, Streamed};

/// One stream, from its head on.
pub struct Heard<'a> {
    pub operation: &'a Operation,
    pub answer: &'a Answer,
    pub streamed: &'a Streamed,
    pub events: Vec<Timed>,
    pub comments: usize,
    pub retry: Option<u64>,
}

/// An event, and when the piece was there that ended it.
pub struct Timed {
    pub at: Nanos,
    pub event: Event,
}

/// Events closer together than this are of one tick: a server may send a quote of each symbol.
pub const TICK: Nanos = 100_000_000;
/// No tick lasts so long.
const LONGEST: Nanos = 1_000_000_000;

impl<'a> Heard<'a> {
    pub fn of(operation: &'a Operation) -> Option<Self> {
        let (answer, streamed) = (operation.answer()?, operation.stream.as_deref()?);
        let (mut events, mut comments, mut retry) = (vec![], 0, None);
        let (mut scanner, mut at) = (Scanner::new(), 0);
        for piece in &streamed.pieces {
            // No piece comes before the one that it follows, whatever a history says.
            at = piece.at.max(at);
            for item in scanner.push(&piece.bytes) {
                match item {
                    Item::Event(event) => events.push(Timed { at, event }),
                    Item::Comment { .. } => comments += 1,
                    Item::Retry(time) => retry = Some(time),
                    Item::TooLong { .. } => {}
                }
            }
        }
        Some(Self { operation, answer, streamed, events, comments, retry })
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.streamed.pieces.iter().flat_map(|piece| &piece.bytes).copied().collect()
    }

    /// What keeps a browser from reading it as it was meant.
    pub fn troubles(&self) -> Vec<Trouble> {
        explain(&self.bytes())
    }

    /// The first moment of each tick. Events that come without a pause for longer than a tick can last are no tick: each
    /// of them is one.
    pub fn ticks(&self) -> Vec<Nanos> {
        let mut ticks = Vec::new();
        for tick in self.events.chunk_by(|one, next| next.at < one.at + TICK) {
            let lasted = tick[tick.len() - 1].at - tick[0].at;
            let are_many = lasted >= LONGEST;
            ticks.extend(tick.iter().map(|timed| timed.at).take(if are_many { tick.len() } else { 1 }));
        }
        ticks
    }

    /// From each tick to the next.
    pub fn gaps(&self) -> Vec<Nanos> {
        self.ticks().windows(2).map(|pair| pair[1] - pair[0]).collect()
    }

    /// The usual time from one tick to the next.
    pub fn interval(&self) -> Option<Nanos> {
        median(self.gaps())
    }

    /// Whether it was the target that stopped.
    pub fn was_ended(&self) -> bool {
        matches!(self.streamed.end, StreamEnd::Ended | StreamEnd::Cut(_))
    }
}

fn median(mut times: Vec<Nanos>) -> Option<Nanos> {
    times.sort_unstable();
    times.get(times.len() / 2).copied()
}

impl<'a> Case<'a> {
    /// The subscriptions of actors with this role.
    pub fn subscriptions(&self, role: &'static str) -> impl Iterator<Item = &'a Operation> {
        self.of(Kind::Stream).filter(move |o| o.actor.starts_with(role))
    }

    /// Those of them that had a head.
    pub fn heard(&self, role: &'static str) -> Vec<Heard<'a>> {
        self.subscriptions(role).filter_map(Heard::of).collect()
    }

    /// The streams that were open while this one was, of whichever scenario.
    pub fn heard_beside(&self, one: &Operation) -> Vec<Heard<'a>> {
        let streams = self.history.operations.iter().filter(|o| o.kind == Kind::Stream && o.id != one.id);
        streams.filter(|o| o.started < one.done && o.done > one.started).filter_map(Heard::of).collect()
    }

    /// Where this is not the first attempt: the first stream of the history that had several ticks.
    pub fn heard_first(&self) -> Option<Heard<'a>> {
        let streams = self.history.operations.iter().filter(|o| o.kind == Kind::Stream && self.is_again());
        let heard = streams.filter_map(Heard::of).filter(|heard| heard.ticks().len() > 2);
        heard.min_by_key(|heard| heard.operation.started)
    }

    /// The stream that is looked at first, where it answered at all.
    pub fn stream(&self) -> Result<Heard<'a>, Box<Finding>> {
        let mut heard = self.heard("subscriber");
        if heard.is_empty() {
            return Err(Box::new(Finding::waits_for("stream-unreachable")));
        }
        Ok(heard.swap_remove(0))
    }
}
