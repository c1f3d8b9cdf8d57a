//! What happened, in order: the record that the driver makes and the checkers read.
//!
//! It knows no lab: what an operation means to its lab is in its `detail`, its kind and the role of its client, all
//! named by that lab. On disk it is one JSON line a record, the header first.

mod bytes;
mod channel;
mod client;
mod cpu_sample;
mod file;
mod format_1;
mod note;
mod observation;
mod operation;
mod page_end;
mod picture;
mod shown;
mod tolerance;

pub use channel::{AFTER_THE_END, Channel, ChannelEnd, Direction, Frame, FrameKind};
pub use client::Client;
pub use cpu_sample::CpuSample;
pub use file::{History, LoadError, Writer, load};
pub use note::{Event, Note, SKIPPED_DEAD, SKIPPED_LIMITED, SKIPPED_SILENCE};
pub use observation::Observation;
pub use operation::{Answer, Body, DISCOVERY, EXCERPT, LIMITED, Operation, Outcome, Reason, RequestRecord, body_text};
pub use page_end::PageEnd;
pub use picture::{Moment, Picture};
pub use shown::{Screen, Shown};
pub use tolerance::Tolerance;

use serde::{Deserialize, Serialize};

/// Nanoseconds of the monotonic clock since the run started.
pub type Nanos = u64;

/// The middle one of several times.
pub fn median(mut times: Vec<Nanos>) -> Option<Nanos> {
    times.sort_unstable();
    times.get(times.len() / 2).copied()
}

/// The first field of every saved history. "lab-history/1" is read too; another value is refused.
pub const FORMAT: &str = "lab-history/2";

/// One line of a saved history.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Record {
    Header(Box<Header>),
    /// How the target is spoken to, once it is known.
    Contract(serde_json::Value),
    Operation(Box<Operation>),
    Observation(Box<Observation>),
    Noise(Noise),
    #[serde(rename = "effort")]
    Cpu(CpuSample),
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
    /// The other instances, if there are several servers that are to be one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
    /// The command that started the target, if we did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_with: Option<String>,
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
            others: vec![],
            started_with: None,
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
    /// How much later the waiting client had it.
    pub late: Nanos,
    /// Whether the target was holding a request of ours at that moment.
    pub holding: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct End {
    pub at: Nanos,
}
