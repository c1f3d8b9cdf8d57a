use super::Nanos;
use crate::names::{LabId, Name};
use serde::{Deserialize, Serialize};

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
    /// A step of the scenario was not done, for a reason that its lab names.
    Skipped(Name),
    /// Connections are refused, and stayed so.
    Dead,
    /// The server ended and was started anew: as it was before, it was last seen at `alive`.
    Restarted {
        alive: Nanos,
    },
    /// Since then until now nobody measured the noise: the control had ended, and is now started anew.
    Unmeasured {
        since: Nanos,
    },
    /// The target had refused a request for how many there were: from now on it gets no more than so many in a time so
    /// long.
    Paced {
        requests: u64,
        window: Nanos,
    },
    Interrupted,
    /// What only this lab knows the meaning of.
    Lab {
        lab: LabId,
        what: Name,
        #[serde(default, skip_serializing_if = "serde_json::Value::is_null")]
        detail: serde_json::Value,
    },
}

/// The reason to skip a step that every lab has: nobody is there to be asked.
pub const SKIPPED_DEAD: Name = Name::new("dead");
/// Another one: too much that was asked was left without an answer, or the time that was announced is over.
pub const SKIPPED_SILENCE: Name = Name::new("silence");
/// A third one: at the pace that the target asks for, it would have taken too many requests.
pub const SKIPPED_LIMITED: Name = Name::new("limited");

impl Event {
    pub fn lab(lab: LabId, what: Name) -> Self {
        Self::Lab { lab, what, detail: serde_json::Value::Null }
    }

    /// Whether this lab gave it this name. The same word of another lab means something else.
    pub fn is(&self, of: &LabId, name: &Name) -> bool {
        matches!(self, Self::Lab { lab, what, .. } if lab == of && what == name)
    }
}
