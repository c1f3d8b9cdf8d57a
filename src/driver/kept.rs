//! What is kept of requests and answers.

use super::wire::{Request, Response};
use crate::history::{Answer, Body, EXCERPT, RequestRecord, body_text};
use serde_json::value::RawValue;

/// The most that is kept of a body: enough to read any state again.
const BODY: usize = 16 << 10;
/// The most that is kept of a header's value, in characters.
const VALUE: usize = 1000;
/// The most headers that are kept of one answer.
const HEADERS: usize = 64;

/// An answer as it is recorded.
pub fn answer(response: &Response) -> Answer {
    let kept = |(name, value): &(String, String)| (name.clone(), value.chars().take(VALUE).collect());
    let body = &response.body;
    Answer {
        code: response.code,
        headers: response.headers.iter().take(HEADERS).map(kept).collect(),
        body: Body {
            bytes: body[..body.len().min(BODY)].to_vec(),
            length: body.len() as u64,
            not_json: not_json(body),
        },
        extra_bytes: u32::try_from(response.extra).unwrap_or(u32::MAX),
    }
}

/// Why a body is not JSON; none for an empty one, which claims nothing.
pub fn not_json(body: &[u8]) -> Option<String> {
    let text = body_text(body);
    if text.trim_ascii().is_empty() {
        return None;
    }
    serde_json::from_str::<&RawValue>(&text).err().map(|error| error.to_string())
}

/// What was asked, as it is recorded.
pub fn request(request: &Request) -> RequestRecord {
    RequestRecord {
        method: request.method.clone(),
        path: request.path.chars().take(EXCERPT).collect(),
        headers: request.headers.iter().map(|(name, value)| (name.clone().into_owned(), value.clone())).collect(),
        content_type: request.content_type.clone(),
        body: request.body.as_ref().map(|body| excerpt(body)),
    }
}

/// The beginning of what was sent, as text.
pub fn excerpt(bytes: &[u8]) -> String {
    String::from_utf8_lossy(&bytes[..bytes.len().min(EXCERPT)]).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_json_is_told_and_an_empty_body_claims_nothing() {
        for body in ["{'status': 'a'}", r#"{"status":"a",}"#, r#"{"version":NaN}"#, "<html>"] {
            assert!(not_json(body.as_bytes()).is_some(), "{body}");
        }
        for body in ["", " \n", "{}", "\u{feff}[1]", "7"] {
            assert_eq!(not_json(body.as_bytes()), None, "{body}");
        }
    }

    #[test]
    fn what_a_browser_can_read_is_json_to_us_too() {
        assert_eq!(not_json(b"{\"status\":\"Termin\xe9e\"}"), None);
        assert!(not_json(b"{\"status\":\xe9}").is_some());
    }

    #[test]
    fn bodies_and_headers_are_bounded() {
        let headers = (0..200).map(|number| (format!("x-{number}"), "v".repeat(5_000))).collect();
        let kept = answer(&Response { code: 200, headers, body: vec![b'a'; BODY + 1], extra: 0 });
        assert_eq!((kept.headers.len(), kept.headers[0].1.len()), (HEADERS, VALUE));
        assert_eq!((kept.body.bytes.len(), kept.body.length, kept.body.is_whole()), (BODY, BODY as u64 + 1, false));
    }
}
