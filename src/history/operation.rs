use super::{Nanos, Streamed};
use serde::{Deserialize, Serialize};

/// One request of one actor, from the moment it was started to what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// Given by the recorder: the order in which operations ended.
    pub id: u32,
    pub scenario: String,
    /// 1, or more when noise made the scenario run again.
    pub attempt: u32,
    /// Which round of the scenario, counted over its repetitions; races and bursts count their own on.
    pub round: u32,
    pub actor: String,
    pub kind: Kind,
    pub ask: Ask,
    /// When its client began: to connect, or to send where the connection was made beforehand. No answer to it can
    /// be earlier.
    pub started: Nanos,
    /// When the request had been wholly handed to the system. On a busy machine the answer may have come before we
    /// were given the time to look at the clock.
    pub sent: Option<Nanos>,
    /// When the head of the answer was there.
    pub head: Option<Nanos>,
    /// When the answer was whole, or given up.
    pub done: Nanos,
    /// When the kernel had received the last bytes of the answer. On a busy machine `done` is later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrived: Option<Nanos>,
    pub outcome: Outcome,
    /// What came of a stream, once its head was there; the outcome then holds that head.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stream: Option<Box<Streamed>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A request to the poll endpoint that expects to be held.
    Poll,
    /// A request to the poll endpoint that expects an answer at once.
    Read,
    Update,
    /// A subscription to an event stream.
    Stream,
    /// Any other page of the target.
    Page,
    /// Bytes that a good client would not send.
    Raw,
}

/// What was asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    pub method: String,
    /// Path and query.
    pub path: String,
    /// Further headers, where they matter.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// For polls and reads: what the client knew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub knows: Option<Knows>,
    /// The version that was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// For updates: the new status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Knows {
    /// A version seen earlier, which is no longer the last.
    Old,
    /// The last version seen.
    Current,
    /// A number far above every version seen.
    Ahead,
    /// The version is whatever the last answer gave: a client in a loop.
    Last,
    /// Not a version of this target.
    Odd,
}

/// How an operation ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    Answered(Box<Answer>),
    /// It definitely did not take effect: the connection was refused.
    Refused(String),
    /// It may have taken effect.
    Unclear(Lost),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lost {
    /// No answer when we stopped waiting.
    NoAnswer,
    /// We left on purpose.
    Left,
    /// The target closed without a byte, or cut the answer short.
    Cut(String),
    /// What came is not HTTP.
    NotHttp(String),
    /// More than we accept to read.
    TooLarge(String),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    pub code: u16,
    /// Names in lower case; bounded in number and length.
    pub headers: Vec<(String, String)>,
    pub body: Body,
    /// The state that the body carries, read by the contract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// Bytes that came after the end of the answer.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub extra_bytes: u32,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(n: &u32) -> bool {
    *n == 0
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Body {
    /// The first bytes as text; what is not UTF-8 is replaced.
    pub excerpt: String,
    pub length: u64,
    /// Why the body is not JSON, if it is not; absent for an empty body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_json: Option<String>,
}

/// A status and its version, as one answer gave them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    pub status: String,
    pub version: Version,
}

/// A version as the target wrote it: an opaque token, echoed byte for byte.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Version {
    pub token: String,
    pub kind: VersionKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VersionKind {
    Integer,
    Float,
    Text,
}

impl Version {
    /// The order of two versions, where both are numbers.
    pub fn compare(&self, other: &Version) -> Option<std::cmp::Ordering> {
        if self.kind == VersionKind::Text || other.kind == VersionKind::Text {
            return None;
        }
        if let (Ok(a), Ok(b)) = (self.token.parse::<i128>(), other.token.parse::<i128>()) {
            return Some(a.cmp(&b));
        }
        self.token.parse::<f64>().ok()?.partial_cmp(&other.token.parse::<f64>().ok()?)
    }
}

impl Operation {
    pub fn answer(&self) -> Option<&Answer> {
        match &self.outcome {
            Outcome::Answered(answer) => Some(answer),
            _ => None,
        }
    }

    /// When the answer came, as far as can be told, or was given up: for asking whether it came late, and how late.
    /// What came before what is another question: that is asked of `started` and `done`, which surround the truth.
    pub fn came(&self) -> Nanos {
        self.arrived.unwrap_or(self.done)
    }

    pub fn state(&self) -> Option<&State> {
        self.answer()?.state.as_ref()
    }

    /// The state, when it is not the one that the asker already had.
    pub fn news(&self) -> Option<&State> {
        self.state().filter(|state| Some(&state.version.token) != self.ask.version.as_ref())
    }

    pub fn succeeded(&self) -> bool {
        self.answer().is_some_and(|a| (200..300).contains(&a.code))
    }

    /// Whether the target ended it without an answer that can be read.
    pub fn was_cut(&self) -> bool {
        matches!(self.outcome, Outcome::Unclear(Lost::Cut(_) | Lost::NotHttp(_) | Lost::TooLarge(_)))
    }

    /// Whether it was still open when we closed it.
    pub fn was_open(&self) -> bool {
        matches!(self.outcome, Outcome::Unclear(Lost::NoAnswer | Lost::Left))
    }
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}
