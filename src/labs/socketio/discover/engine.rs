//! Looks where Engine.IO is.

use crate::driver::documents::PATIENCE;
use crate::driver::tried::ProbeResult;
use crate::driver::wire::{ExchangeEnd, Request, Response};
use crate::driver::{Caller, Context, Extra, kept};
use crate::history::DISCOVERY;
use crate::labs::socketio::kin::Kin;
use crate::labs::socketio::record::{ChatKind, ChatRole};
use serde_json::Value;

/// What a client asks first.
const QUERY: &str = "?EIO=4&transport=polling";

pub fn caller(kin: &Kin) -> Caller {
    Caller { round: 1, ..Caller::new(kin.id.clone(), DISCOVERY, 1).with(ChatRole::Discovery.name(), 0) }
}

/// Asks as a client does. Whether Engine.IO is at this path, and else what came.
pub async fn look(context: &Context, kin: &Kin, path: &str) -> Result<(), ProbeResult> {
    match ask(context, kin, Request { ..context.get(&format!("{path}{QUERY}")) }).await {
        Ok(response) if speaks_it(&response) => {
            if let Some(sid) = session(&response) {
                // Nothing stays open behind us.
                let close = Request {
                    method: "POST".into(),
                    content_type: Some("text/plain;charset=UTF-8".into()),
                    body: Some(b"1".to_vec()),
                    ..context.get(&format!("{path}{QUERY}&sid={sid}"))
                };
                let _ = ask(context, kin, close).await;
            }
            Ok(())
        }
        Ok(response) => Err(ProbeResult::of(&response)),
        Err(came) => Err(came),
    }
}

/// Whether something is told there as JSON.
pub async fn answers_json(context: &Context, kin: &Kin, path: &str) -> bool {
    let answer = ask(context, kin, context.get(path)).await;
    let told =
        answer.ok().filter(|answer| answer.code == 200).and_then(|answer| serde_json::from_slice(&answer.body).ok());
    told.is_some_and(|told: Value| told.is_object() || told.is_array() || told.is_number())
}

async fn ask(context: &Context, kin: &Kin, request: Request) -> Result<Response, ProbeResult> {
    let exchange = context.exchange_within(&caller(kin), &request, PATIENCE).await;
    let answer = match &exchange.end {
        ExchangeEnd::Answered(response) => Ok(response.clone()),
        ExchangeEnd::Refused(why) => Err(ProbeResult::Unreadable(why.clone())),
        ExchangeEnd::Indeterminate(reason) => Err(ProbeResult::unanswered(reason)),
    };
    context.record(&caller(kin), ChatKind::Page.name(), kept::request(&request), exchange, Extra::default());
    answer
}

/// Whether only Engine.IO answers so: a session that it opens, of whichever version, or one of its refusals.
fn speaks_it(response: &Response) -> bool {
    let body = String::from_utf8_lossy(&response.body);
    let opens = |body: &str| body.starts_with("0{") && body.contains("\"sid\"");
    match response.code {
        // Version 3 writes how long a packet is before it.
        200 => opens(&body) || body.split_once(':').is_some_and(|(length, rest)| is_number(length) && opens(rest)),
        400 | 403 => match serde_json::from_str(&body) {
            Ok(Value::Object(keys)) => keys.contains_key("code") && keys.contains_key("message"),
            // As python-engineio says it.
            Ok(Value::String(why)) => ["transport", "version", "session"].iter().any(|word| why.contains(word)),
            _ => false,
        },
        _ => false,
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// The id of the session that was opened, if it can be put into an address.
fn session(response: &Response) -> Option<String> {
    let body = String::from_utf8_lossy(&response.body);
    let open: Value = serde_json::from_str(body.strip_prefix('0')?.split('\u{1e}').next()?).ok()?;
    let sid = open.get("sid")?.as_str()?;
    sid.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_').then(|| sid.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(code: u16, body: &str) -> Response {
        Response { code, body: body.into(), ..Response::default() }
    }

    #[test]
    fn engine_io_is_known_by_what_only_it_says() {
        for (code, body) in [
            (200, r#"0{"sid":"a","upgrades":["websocket"]}"#),
            (200, r#"97:0{"sid":"a","upgrades":["websocket"]}2:40"#),
            (400, r#"{"code":0,"message":"Transport unknown"}"#),
            (400, r#"{"code":5,"message":"Unsupported protocol version"}"#),
            (400, "\"The client is using an unsupported version of the Socket.IO or Engine.IO protocols\""),
            (403, r#"{"code":4,"message":"Forbidden"}"#),
        ] {
            assert!(speaks_it(&answer(code, body)), "{code} {body}");
        }
        for (code, body) in [
            (200, "<html>"),
            (200, "{}"),
            (404, "Cannot GET /socket.io/"),
            (400, "Bad Request"),
            (400, r#"{"error":"no"}"#),
            (200, "0"),
            (500, r#"{"code":0,"message":""}"#),
        ] {
            assert!(!speaks_it(&answer(code, body)), "{code} {body}");
        }
    }

    #[test]
    fn a_session_is_named_if_its_id_is_one() {
        assert_eq!(session(&answer(200, r#"0{"sid":"aB_-9"}"#)).as_deref(), Some("aB_-9"));
        for body in [r#"0{"sid":"a b"}"#, r#"0{"sid":7}"#, "0", ""] {
            assert_eq!(session(&answer(200, body)), None, "{body}");
        }
    }
}
