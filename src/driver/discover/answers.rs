//! What an answer says while the contract is still being found.

use super::{STATUS_FIELDS, VERSION_FIELDS};
use crate::contract::{self, Answer};
use crate::driver::wire::{End, Response};
use crate::history::Lost;
use unicode_normalization::UnicodeNormalization;

pub enum Verdict {
    Taken,
    Refused(String),
    NotHere(Came),
}

/// What came from a path that is not the one looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Came {
    Code(u16),
    /// A web page.
    Page(u16),
    /// A redirect, and where to. It is not followed.
    Moved(u16, String),
    /// An event stream, which no long poll is answered with.
    Events(u16),
    Nothing,
    /// Nothing that could be read, and why.
    Lost(String),
}

impl Came {
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

    pub fn lost(lost: &Lost) -> Self {
        match lost {
            Lost::NoAnswer | Lost::Left => Self::Nothing,
            Lost::Cut(why) | Lost::NotHttp(why) | Lost::TooLarge(why) => Self::Lost(why.clone()),
        }
    }
}

/// Whether an update was taken.
pub fn verdict(end: &End) -> Verdict {
    match end {
        End::Answered(response) => {
            let code = response.code;
            let html = response.header("content-type").is_some_and(|t| t.starts_with("text/html"));
            match Came::of(response) {
                Came::Page(_) if !html => Verdict::Taken,
                Came::Code(200..300) => Verdict::Taken,
                came @ Came::Code(404 | 405 | 501) => Verdict::NotHere(came),
                // No code of HTTP is above 599.
                Came::Code(400..600) => {
                    let body: String = String::from_utf8_lossy(&response.body).chars().take(200).collect();
                    Verdict::Refused(format!("{code} {body}"))
                }
                came => Verdict::NotHere(came),
            }
        }
        End::Refused(why) => Verdict::NotHere(Came::Lost(why.clone())),
        End::Unclear(lost) => Verdict::NotHere(Came::lost(lost)),
    }
}

/// The field that carries the status: the one with the status that was sent, else one with a usual name.
pub fn status_field(sent: Option<&str>, fields: &[(String, String)], names: &[&str]) -> Option<String> {
    let sent: String = sent.unwrap_or_default().nfc().collect();
    let is_sent = |raw: &str| serde_json::from_str::<String>(raw).is_ok_and(|s| s.nfc().collect::<String>() == sent);
    let text = |raw: &str| raw.starts_with('"');
    let with_sent: Vec<_> = fields.iter().filter(|(_, raw)| is_sent(raw)).map(|(path, _)| path).collect();
    let named = |paths: &[&String]| {
        names.iter().find_map(|name| paths.iter().find(|path| last(path) == *name).map(ToString::to_string))
    };
    let texts: Vec<_> = fields.iter().filter(|(_, raw)| text(raw)).map(|(path, _)| path).collect();
    named(&with_sent).or_else(|| with_sent.first().map(ToString::to_string)).or_else(|| named(&texts))
}

fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// A field with a name of its own, else the first number that is there.
pub fn version_field(fields: &[(String, String)], names: &[&str]) -> Option<String> {
    let named = names.iter().find_map(|name| fields.iter().find(|(path, _)| last(path) == *name));
    let number = || fields.iter().find(|(_, raw)| !raw.starts_with('"'));
    named.or_else(number).map(|(path, _)| path.clone())
}

/// Where the state is in a body that has a version by one of the usual names.
pub fn usual_answer(body: &[u8]) -> Option<Answer> {
    let fields = contract::find(body);
    let version = VERSION_FIELDS.iter().find_map(|name| fields.iter().find(|(path, _)| last(path) == *name))?;
    let status = status_field(None, &fields, &STATUS_FIELDS).unwrap_or_else(|| version.0.clone());
    Some(Answer { status, version: version.0.clone() })
}
