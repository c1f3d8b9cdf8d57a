//! What is kept of an answer.

use super::wire::Response;
use crate::contract::{self, LongPolling};
use crate::history::{Answer, Body};

/// The headers that are recorded: those that some rule or reader looks at.
const HEADERS: [&str; 15] = [
    "content-type",
    "content-length",
    "content-encoding",
    "transfer-encoding",
    "cache-control",
    "x-accel-buffering",
    "connection",
    "allow",
    "location",
    "server",
    "etag",
    "retry-after",
    "set-cookie",
    "access-control-allow-origin",
    "x-powered-by",
];
/// The most that is kept of a body, and of a status.
pub const EXCERPT: usize = 1000;

/// An answer as it is recorded: bounded, and read by the contract.
pub fn answer(response: &Response, contract: &LongPolling) -> Answer {
    let mut reading = contract::read(&response.body, &contract.answer);
    if let Some(state) = &mut reading.state {
        state.status = start(&state.status);
    }
    let headers = response.headers.iter().filter(|(name, _)| HEADERS.contains(&name.as_str()));
    let headers = headers.map(|(name, value)| (name.clone(), value.chars().take(200).collect())).collect();
    Answer {
        code: response.code,
        headers,
        body: Body { excerpt: excerpt(&response.body), length: response.body.len() as u64, not_json: reading.not_json },
        state: reading.state,
        extra_bytes: u32::try_from(response.extra).unwrap_or(u32::MAX),
    }
}

/// As much of a status as is kept: the same of what was sent and of what came back.
pub fn start(status: &str) -> String {
    status.chars().take(EXCERPT).collect()
}

pub fn excerpt(bytes: &[u8]) -> String {
    String::from_utf8_lossy(&bytes[..bytes.len().min(EXCERPT)]).into_owned()
}
