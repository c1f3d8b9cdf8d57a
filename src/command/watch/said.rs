use crate::history::Nanos;
use crate::labs::sse::event_stream::{Event, Trouble};
use crate::message::Message;

/// One thing worth a line, in the order in which it came.
#[derive(Debug, Clone, PartialEq)]
pub enum WatchEvent {
    /// An event, and how long after the one before it.
    Event {
        at: Nanos,
        gap: Option<Nanos>,
        event: Event,
    },
    Comment {
        at: Nanos,
        text: String,
    },
    /// What is unusual about the line above.
    Odd(Message),
    /// What is no part of the stream itself.
    Note {
        at: Nanos,
        message: Message,
    },
    /// A line that a browser does not read as it was meant.
    Trouble(Trouble),
}

impl WatchEvent {
    pub fn note(at: Nanos, message: Message) -> Self {
        Self::Note { at, message }
    }
}
