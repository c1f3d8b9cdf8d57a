//! What this lab writes down of a page, and how it reads that again.

use crate::history::PageEnd;
use crate::names::{LabId, Name};
use serde::{Deserialize, Serialize};

pub const ID: LabId = LabId::new("long-polling-page");

/// What a request of a page is, of those that a script answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKind {
    Poll,
    Update,
    Read,
}

impl PageKind {
    pub const fn name(self) -> Name {
        Name::new(match self {
            Self::Poll => "poll",
            Self::Update => "update",
            Self::Read => "read",
        })
    }
}

/// The client of all that a page asks, and of all that it shows.
pub const TAB: Name = Name::new("tab");

/// What was done while a page was looked at, as it is noted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum Deed {
    /// The page was opened: whether it asked for the state in time, and whether a poll waited a moment later.
    Opened {
        asked: bool,
        status: String,
        holds: bool,
        /// The server was as the student's own was when it was found.
        #[serde(default)]
        fresh: bool,
    },
    /// The holds of all that waited ended, as the student's own server was seen to end them or not.
    HoldEnded {
        status: String,
        seen: bool,
    },
    /// The status looked like markup; none if the student's own server takes no such status.
    Markup {
        status: Option<String>,
        held: bool,
    },
    /// The status changed.
    Changed {
        status: String,
        version: String,
        held: bool,
    },
    /// Polls began to fail, or failed no more.
    Failing {
        with: String,
    },
    Mended {
        failed: u32,
        polls: u32,
    },
    /// Somebody used the page, with this wish; what was sent, if anything was.
    Operated {
        wanted: String,
        sent: Option<String>,
        label: Option<String>,
    },
    /// Nothing is done for so long, from then on.
    Quiet {
        for_ms: u64,
    },
    /// The server was started anew: its versions begin again.
    Restarted {
        status: String,
        held: bool,
    },
    /// So many tabs were opened on the student's own server, the last of them in a context of its own.
    Tabs {
        tabs: u32,
    },
    /// An update was sent to the student's own server, by this control of the first tab or by us.
    Sent {
        status: String,
        by: Option<String>,
    },
    /// A tab was loaded again by itself.
    Reloaded {
        tab: u32,
    },
    /// The page could not be looked at any more, which may be its own doing.
    Lost {
        why: String,
        #[serde(default)]
        end: Option<PageEnd>,
    },
}

impl Deed {
    pub fn lost(why: &impl ToString, end: Option<PageEnd>) -> Self {
        Self::Lost { why: why.to_string(), end }
    }
}

pub const DEED: Name = Name::new("deed");
