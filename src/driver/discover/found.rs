//! What is looked for, and what came of looking.

use super::super::known::Known;
use super::Came;
use crate::contract::Contract;
use crate::history::Lost;
use crate::scenario::Lab;

/// A lab that is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    pub lab: Lab,
    /// It was asked for by its name: it is graded whatever is found of it.
    pub asked: bool,
}

/// What was found, and the states already seen while looking.
#[derive(Debug)]
pub struct Found {
    pub contract: Contract,
    /// Of the long-polling lab.
    pub known: Known,
    /// The status that the target had before we changed it, where it could be read.
    pub initial: Option<String>,
}

/// Why nothing can be graded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotFound {
    /// It accepts connections and answers nothing, or nothing whole in time.
    Silent,
    /// Its answers are cut short.
    Cut(String),
    /// Its answers have no end that we would wait for.
    TooLarge(String),
    /// What answers does not speak HTTP.
    NotHttp(String),
    /// No path took an update; the paths tried, with what each answered.
    NoUpdate { tried: Vec<Tried>, airplay: bool, streams: Vec<Tried> },
    /// No path answered like a poll.
    NoPoll { tried: Vec<Tried> },
    /// The update exists and refuses every status.
    Refused { path: String, answer: String },
}

/// A request that looked for something, and what came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    pub asked: String,
    pub came: Came,
}

impl NotFound {
    pub(super) fn of(lost: &Lost) -> Self {
        match lost.clone() {
            Lost::NoAnswer | Lost::Left => Self::Silent,
            Lost::Cut(why) => Self::Cut(why),
            Lost::NotHttp(why) => Self::NotHttp(why),
            Lost::TooLarge(why) => Self::TooLarge(why),
        }
    }
}

/// What a poll path shows at first.
pub enum Look {
    State,
    /// It answers, or holds, but a state was not found.
    Something,
    NotHere(Came),
}

/// Whether a poll with the current version is held.
pub enum Holds {
    Yes,
    No,
    SaidNoChange,
}
