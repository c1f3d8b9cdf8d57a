//! What this lab writes down of a page, and how it reads that again.

use crate::history::PageEnd;
use crate::names::{LabId, Name};
use serde::{Deserialize, Serialize};

pub const ID: LabId = LabId::new("sse-page");

/// The request of a page for the stream, where a script answers it.
pub const STREAM: Name = Name::new("stream");

/// The client of all that a page asks, and of all that it shows.
pub const TAB: Name = Name::new("tab");

/// Where a price went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Move {
    Up,
    Down,
    /// The price is another one, and its change is said to be zero.
    Zero,
}

/// A quote as it was sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    pub symbol: String,
    /// What a page may name it by: its symbol, or what else stands for it.
    pub words: Vec<String>,
    pub price: f64,
    /// What was said of its change, in whichever ways; nothing if the server says nothing of it.
    pub changes: Vec<f64>,
    #[serde(rename = "move")]
    pub moved: Move,
    /// The student's own server sends this symbol too.
    pub known: bool,
}

/// What was done while a page was looked at, as it is noted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum Deed {
    /// The page was opened: whether it asked for the stream in time, what had to be clicked for that, and how many
    /// streams of it were open a moment later.
    Opened { asked: bool, clicked: Option<String>, open: usize },
    /// A quote was sent.
    Quoted(Quote),
    /// So many quotes of one symbol were sent, one soon after the other.
    Burst { words: Vec<String>, prices: Vec<f64> },
    /// How the card of a symbol looked some time after its price had moved; nothing if there is none. The server may not
    /// have shown how it says that.
    Looked {
        #[serde(rename = "move")]
        moved: Move,
        look: Option<String>,
        can_say: bool,
    },
    /// Two events were sent that are no quotes.
    Malformed {},
    /// All streams of the page were ended.
    Cut {},
    /// And so many were open again, some time after the first was.
    Back { open: usize, before: usize },
    /// Tabs were opened on the student's own server.
    Tabs { tabs: u32 },
    /// Its stream brought a quote to these tabs.
    Came { tabs: Vec<u32>, words: Vec<String>, price: f64 },
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
