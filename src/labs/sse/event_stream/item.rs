use serde::{Deserialize, Serialize};

/// What a stream says, in its order.
///
/// Offsets count the bytes of the stream, so that the caller can tell with which chunk something came. `at` is just
/// after the end of the line that made the item; of CR LF that is after the CR, for nobody can know whether an LF
/// will follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Item {
    Event(Event),
    /// A line that starts with a colon; `text` is what follows it.
    Comment {
        text: String,
        line: u64,
        at: u64,
    },
    /// The reconnection time, in milliseconds.
    Retry(u64),
    /// More than we accept to read: it was skipped.
    TooLong {
        what: SizeBound,
        line: u64,
        at: u64,
    },
}

/// An event as a browser dispatches it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its type, `message` unless the stream names another.
    pub kind: String,
    pub data: String,
    /// The last event id when it was dispatched, which an earlier block may have set.
    pub id: String,
    /// Whether its own block set that id.
    pub own_id: bool,
    /// The first line of its block, from 1.
    pub line: u64,
    pub at: u64,
}

/// What was too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SizeBound {
    /// A line. If it is one of the event's data or type, the event is skipped too.
    Line,
    /// The data of one event: the event is skipped.
    Data,
    /// An id: the field is ignored.
    Id,
}

/// What a stream that ended had sent and no browser dispatches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// The first line of the block, from 1.
    pub line: u64,
    /// The type of the event so far; empty where none was given.
    pub kind: String,
    pub data: String,
    /// A last line that has no end.
    pub rest: String,
}
