use super::{Channel, Client, Nanos};
use crate::names::{LabId, Name};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The name of the scenario under which everything is recorded that is asked before the contract is known.
pub const DISCOVERY: &str = "discovery";

/// The kind of a request that was refused for how many there were (429), and was sent again as what it was meant to be.
pub const LIMITED: Name = Name::new("limited");

/// One request of one client, from the moment it was started to what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// Given by the recorder: the order in which operations ended.
    pub id: u32,
    /// The lab that asked; none if it was asked for all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lab: Option<LabId>,
    pub scenario: String,
    /// 1, or more when noise made the scenario run again.
    pub attempt: u32,
    /// Which round of the scenario, counted over its repetitions; races and bursts count their own on.
    pub round: u32,
    pub client: Client,
    /// What the request is for, in a word of its lab.
    pub kind: Name,
    pub request: RequestRecord,
    /// When its client began: to connect, or to send if the connection was made beforehand. No answer to it can be
    /// earlier.
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
    /// How long its connection took to be made: one round trip of the network, in which the target itself has no part.
    /// None if the client did not see it, and in histories from before it was written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub network: Option<Nanos>,
    pub outcome: Outcome,
    /// What went over the connection once its head was there, if it stays open; the outcome then holds that head.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Box<Channel>>,
    /// What only its lab knows of it, in the lab's own form.
    #[serde(default, skip_serializing_if = "serde_json::Value::is_null")]
    pub detail: serde_json::Value,
}

/// The request as it was sent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RequestRecord {
    pub method: String,
    /// Path and query.
    pub path: String,
    /// Further headers, if they matter.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

/// How an operation ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    Answered(Box<Answer>),
    /// It definitely did not take effect: the connection was refused.
    Refused(String),
    /// It may have taken effect.
    #[serde(rename = "unclear")]
    Indeterminate(Reason),
}

/// Why nobody can say whether a request took effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
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
    /// The first bytes.
    #[serde(flatten, with = "super::bytes")]
    pub bytes: Vec<u8>,
    /// How many there were.
    pub length: u64,
    /// Why the body is not JSON, if it is not; absent for an empty body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_json: Option<String>,
}

/// So many bytes of a body are quoted.
pub const EXCERPT: usize = 1000;

/// A body as text, as `response.json()` and `response.text()` of a browser have it, whatever its type declares: UTF-8,
/// what is none replaced by U+FFFD, and a byte order mark dropped.
pub fn body_text(body: &[u8]) -> Cow<'_, str> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    // What is UTF-8, as nearly everything is, is found to be so at once.
    std::str::from_utf8(body).map_or_else(|_| String::from_utf8_lossy(body), Cow::Borrowed)
}

impl Body {
    /// What is quoted of it: its beginning as text; what is not UTF-8 is replaced.
    pub fn excerpt(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes[..self.bytes.len().min(EXCERPT)])
    }

    /// Whether all of it was kept, so that it can be read again.
    pub fn is_whole(&self) -> bool {
        self.bytes.len() as u64 == self.length
    }
}

impl AsRef<Operation> for Operation {
    fn as_ref(&self) -> &Operation {
        self
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

    pub fn succeeded(&self) -> bool {
        self.answer().is_some_and(|a| (200..300).contains(&a.code))
    }

    /// Whether the target ended it without an answer that can be read.
    pub fn was_cut(&self) -> bool {
        matches!(self.outcome, Outcome::Indeterminate(Reason::Cut(_) | Reason::NotHttp(_) | Reason::TooLarge(_)))
    }

    /// Whether it was still open when we closed it.
    pub fn was_open(&self) -> bool {
        matches!(self.outcome, Outcome::Indeterminate(Reason::NoAnswer | Reason::Left))
    }
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::body_text;

    #[test]
    fn bytes_that_are_no_utf_8_are_replaced_and_one_byte_order_mark_is_dropped() {
        assert_eq!(body_text(b"Termin\xe9e"), "Termin\u{fffd}e");
        assert_eq!(body_text(b"\xef\xbb\xbf\xef\xbb\xbf{}"), "\u{feff}{}");
        // As many as the Encoding Standard wants: one for a character that is cut short, one for each byte that begins none.
        assert_eq!(body_text(b"\xe2\x82x\xff\xfe"), "\u{fffd}x\u{fffd}\u{fffd}");
    }
}
