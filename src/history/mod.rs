//! What happened, in order: the record that the driver makes and the checkers read.
//!
//! It imports nothing of the rest of the program. On disk it is one JSON line a record, the header first.

mod effort;
mod file;
mod operation;
mod streamed;
mod tolerance;

pub use effort::Effort;
pub use file::{History, Load, Writer, load};
pub use operation::{Answer, Ask, Body, Kind, Knows, Lost, Operation, Outcome, State, Version, VersionKind};
pub use streamed::{Piece, StreamEnd, Streamed};
pub use tolerance::Tolerance;

use serde::{Deserialize, Serialize};

/// Nanoseconds of the monotonic clock since the run started.
pub type Nanos = u64;

/// The first field of every saved history; another value is refused.
pub const FORMAT: &str = "lab-history/1";

/// One line of a saved history.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Record {
    Header(Box<Header>),
    /// How the target is spoken to, once it is known.
    Contract(serde_json::Value),
    Operation(Box<Operation>),
    Noise(Noise),
    Effort(Effort),
    Note(Note),
    End(End),
}

/// What was set before anything happened: enough to judge the run again, offline.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Header {
    pub format: String,
    pub lab_version: String,
    /// Wall-clock time of the start, RFC 3339.
    pub started: String,
    pub seed: u64,
    pub target: String,
    pub tolerance: Tolerance,
    /// The scenarios that the run was asked for, whole.
    pub scenarios: serde_json::Value,
    /// SHA-256 of those scenarios.
    pub scenarios_digest: String,
}

impl Header {
    /// Of a run that this `lab` starts now, before it has scenarios.
    pub fn new(seed: u64, target: String, tolerance: Tolerance) -> Self {
        Self {
            format: FORMAT.into(),
            lab_version: env!("CARGO_PKG_VERSION").into(),
            started: jiff::Timestamp::now().round(jiff::Unit::Second).unwrap_or_default().to_string(),
            seed,
            target,
            tolerance,
            scenarios: serde_json::Value::Null,
            scenarios_digest: String::new(),
        }
    }
}

/// One wake-up of the control server: what the machine and the harness themselves add to a measured time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Noise {
    /// When the control's answer was asked to be sent.
    pub at: Nanos,
    /// How much later the waiter had it.
    pub late: Nanos,
    /// Whether the target was holding a poll of ours at that moment.
    pub holding: bool,
}

/// Something that the driver did or gave up, that no single operation shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Note {
    pub at: Nanos,
    pub scenario: String,
    pub attempt: u32,
    pub event: Event,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// The scenario starts (again, if its attempt is over 1).
    Start,
    Finish,
    /// A step of the scenario was not done, and why.
    Skipped(Skip),
    /// The target stopped answering reads or updates while it held `waiters` polls of ours.
    Starved {
        waiters: u32,
    },
    /// Connections are refused, and stayed so.
    Dead,
    /// The target counts its versions from the start again: it ended and was started anew.
    Restarted,
    /// The version changes although nobody updates.
    Restless,
    Interrupted,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Skip {
    /// The target had already shown that it answers nothing while it holds a poll.
    Starved,
    Dead,
    /// No current version could be learned from the target.
    NoVersion,
    /// The versions are not integers, and the step is about integers.
    NotInteger,
    /// There was no event id to come back with.
    NoEventId,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct End {
    pub at: Nanos,
}
