//! What came of a subscription, read as a browser reads it.

use super::event_stream::{Event, Item, Rhythm, Scanner, Trouble, explain};
use super::record::{StreamOperation, StreamRole};
use crate::history::{Answer, Channel, ChannelEnd, Nanos, Operation};

/// One stream, from its head on.
#[derive(Debug, Clone)]
pub struct ParsedStream<'a> {
    pub operation: &'a Operation,
    pub role: Option<StreamRole>,
    pub answer: &'a Answer,
    pub channel: &'a Channel,
    pub events: Vec<TimedEvent>,
    pub comments: usize,
    pub retry: Option<u64>,
    rhythm: Rhythm,
}

/// An event, and when the bytes were there that ended it.
#[derive(Debug, Clone)]
pub struct TimedEvent {
    pub at: Nanos,
    /// How long before that the last of its own bytes was there.
    pub withheld: Nanos,
    pub event: Event,
}

impl<'a> ParsedStream<'a> {
    pub fn of(stream: &StreamOperation<'a>) -> Option<Self> {
        let operation = stream.operation();
        let (answer, channel) = (operation.answer()?, operation.channel.as_deref()?);
        let (mut events, mut comments, mut retry) = (vec![], 0, None);
        let (mut scanner, mut at) = (Scanner::new(), 0);
        // How many bytes came before this frame, and when the last of them that ends no line did.
        let (mut before, mut written) = (0, None);
        let ends_no_line = |bytes: &[u8]| bytes.iter().any(|byte| !matches!(byte, b'\n' | b'\r'));
        for frame in channel.received() {
            // No bytes come before those that they follow, whatever a history says.
            at = frame.at.max(at);
            let mut seen = 0;
            for item in scanner.push(&frame.bytes) {
                match item {
                    Item::Event(event) => {
                        let end = (event.at.saturating_sub(before) as usize).clamp(seen, frame.bytes.len());
                        if ends_no_line(&frame.bytes[seen..end]) {
                            written = Some(at);
                        }
                        seen = end;
                        events.push(TimedEvent { at, withheld: at - written.unwrap_or(at), event });
                    }
                    Item::Comment { .. } => comments += 1,
                    Item::Retry(time) => retry = Some(time),
                    Item::TooLong { .. } => {}
                }
            }
            if ends_no_line(&frame.bytes[seen..]) {
                written = Some(at);
            }
            before += frame.bytes.len() as u64;
        }
        let rhythm = Rhythm::of(events.iter().map(|timed| timed.at));
        Some(Self { operation, role: stream.role, answer, channel, events, comments, retry, rhythm })
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.channel.received().flat_map(|frame| &frame.bytes).copied().collect()
    }

    /// What keeps a browser from reading it as it was meant.
    pub fn troubles(&self) -> Vec<Trouble> {
        explain(&self.bytes())
    }

    /// The first moment of each tick.
    pub fn ticks(&self) -> Vec<Nanos> {
        self.rhythm.ticks()
    }

    /// From each tick to the next.
    pub fn gaps(&self) -> Vec<Nanos> {
        self.rhythm.gaps()
    }

    /// The usual time from one tick to the next.
    pub fn interval(&self) -> Option<Nanos> {
        self.rhythm.interval()
    }

    /// Whether it was the target that stopped.
    pub fn was_ended(&self) -> bool {
        matches!(self.channel.end, ChannelEnd::Ended | ChannelEnd::Cut(_))
    }
}
