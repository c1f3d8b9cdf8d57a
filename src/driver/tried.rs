//! What was asked while a lab was looked for, and what came: a report that it is not there tells it.

use super::wire::Response;
use crate::history::Reason;
use crate::message::Message;

/// What came from a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProbeResult {
    Code(u16),
    /// A web page.
    Page(u16),
    /// A redirect, and where to. It is not followed.
    Moved(u16, String),
    /// An event stream, which goes on and on.
    Events(u16),
    Nothing,
    /// Nothing that could be read, and why.
    Unreadable(String),
}

/// A request that looked for something, and what came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    pub asked: String,
    pub came: ProbeResult,
}

impl ProbeResult {
    pub fn of(response: &Response) -> Self {
        let code = response.code;
        let kind = response.header("content-type").unwrap_or_default().to_ascii_lowercase();
        let location = response.header("location").unwrap_or_default();
        match code {
            300..=303 | 305..400 => Self::Moved(code, location.chars().take(60).collect()),
            _ if kind.starts_with("text/event-stream") => Self::Events(code),
            200..300 if response.body.trim_ascii_start().starts_with(b"<") => Self::Page(code),
            _ => Self::Code(code),
        }
    }

    pub fn unanswered(reason: &Reason) -> Self {
        match reason {
            Reason::NoAnswer | Reason::Left => Self::Nothing,
            Reason::Cut(why) | Reason::NotHttp(why) | Reason::TooLarge(why) => Self::Unreadable(why.clone()),
        }
    }
}

impl std::fmt::Display for ProbeResult {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Page(code) => write!(f, "{code} text/html"),
            Self::Moved(code, to) => write!(f, "{code} Location: {to}"),
            Self::Events(code) => write!(f, "{code} text/event-stream"),
            Self::Nothing => f.write_str("—"),
            Self::Unreadable(why) => f.write_str(why),
        }
    }
}

/// So many are told.
const FEW: usize = 4;

/// A message with the first few that were tried, which are those of the lab text, and of what kinds their answers were.
pub fn listed(message: Message, tried: &[Tried]) -> Message {
    let few = &tried[..tried.len().min(FEW)];
    let of = |kind: fn(&ProbeResult) -> bool| few.iter().filter(|one| kind(&one.came)).count();
    let more = if tried.len() > FEW { ", …" } else { "" };
    let list: Vec<String> = few.iter().map(|one| format!("{} → {}", one.asked, one.came)).collect();
    message
        .text("tried", format!("{}{more}", list.join(", ")))
        .count("pages", of(|came| matches!(came, ProbeResult::Page(_))))
        .count("moved", of(|came| matches!(came, ProbeResult::Moved(..))))
        .count("events", of(|came| matches!(came, ProbeResult::Events(_))))
        .count("silent", of(|came| matches!(came, ProbeResult::Nothing)))
}
