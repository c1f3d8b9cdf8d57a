//! A client that polls: it asks again with the last version, for ever.

use super::session::{Over, Session};
use crate::driver::wire::{ExchangeEnd, Request, Response};
use crate::exit::Failure;
use crate::history::{Nanos, Reason};
use crate::labs::long_polling::contract::PARAMETER;
use crate::labs::long_polling::discover::{PARAMETERS, usual_answer};
use crate::labs::long_polling::reading::{State, Version, VersionKind, read};
use crate::labs::long_polling::sent::with_query;
use crate::message::Message;
use crate::text::visible;
use std::cmp::Ordering;
use std::time::Duration;

/// An answer that came sooner was not held.
const HELD: Nanos = 1_000_000_000;
/// A client that is answered at once and learns nothing would never let the server rest.
const PAUSE: Duration = Duration::from_secs(1);
/// A hold that is longer than most proxies wait.
const LONG: Nanos = 60_000_000_000;

impl Session<'_> {
    /// `sure` where it is known that a state is there.
    pub async fn poll(&self, path: &str, sure: bool) -> Result<Over, Failure> {
        let (path, parameter, mut version) = without_version(path);
        let (mut sure, mut refused) = (sure, false);
        self.seen.borrow_mut().polls = true;
        loop {
            let request = Request::get(with_query(&path, &parameter, &version.token));
            let (since, mut told) = (self.tap.clock.now(), false);
            let ticking = self.tick(|seen, now| {
                if now > since + LONG && !std::mem::replace(&mut told, true) {
                    seen.view
                        .show(super::said::WatchEvent::note(now, Message::new("watch-poll-long").time("time", LONG)));
                }
            });
            let exchange = tokio::select! {
                exchange = self.tap.ask(&request) => exchange,
                never = ticking => match never {},
            };
            let took = exchange.done.saturating_sub(exchange.sent.unwrap_or(exchange.started));
            let response = match exchange.end {
                ExchangeEnd::Answered(response) => response,
                end if !sure => return Err(self.nothing(Some(end))),
                ExchangeEnd::Refused(why)
                | ExchangeEnd::Indeterminate(Reason::Cut(why) | Reason::NotHttp(why) | Reason::TooLarge(why)) => {
                    if !std::mem::replace(&mut refused, true) {
                        self.note("watch-unreachable", &[("why", &visible(&why))]);
                    }
                    tokio::time::sleep(PAUSE).await;
                    continue;
                }
                ExchangeEnd::Indeterminate(_) => continue,
            };
            refused = false;
            let state = usual_answer(&response.body).and_then(|names| read(&response.body, &response.headers, &names));
            self.answer(exchange.done, took, &version, &response, state.as_ref());
            if self.seen.borrow().has_enough() {
                return Ok(Over::Enough);
            }
            if !std::mem::replace(&mut sure, true) && (400..=501).contains(&response.code) && response.code != 500 {
                self.note("watch-poll-not-here", &[("code", &response.code.to_string())]);
                return Ok(Over::GivenUp);
            }
            let news = state.filter(|state| state.version != version);
            if news.is_none() && took < HELD {
                tokio::time::sleep(PAUSE).await;
            }
            version = news.map_or(version, |state| state.version);
        }
    }

    fn answer(&self, at: Nanos, took: Nanos, sent: &Version, response: &Response, state: Option<&State>) {
        let mut seen = self.seen.borrow_mut();
        let view = &mut seen.view;
        view.events += 1;
        let (code, took_text) = (response.code.to_string(), self.texts.time(took));
        let answer =
            self.texts.with("watch-poll", &[("code", &code), ("took", &took_text), ("sent", &visible(&sent.token))]);
        let what = state.map(|state| {
            let (version, status) = (visible(&state.version.token), visible(&state.status));
            self.texts.with("watch-poll-state", &[("version", &version), ("status", &status)])
        });
        let line = format!("{}  {answer}  {}", view.times(at, None), what.unwrap_or_default());
        view.line(line.trim_end());
        for message in odd(sent, response, took, state) {
            view.odd(&message);
        }
    }
}

/// What a client would stumble over.
fn odd(sent: &Version, response: &Response, took: Nanos, state: Option<&State>) -> Vec<Message> {
    let mut odd = vec![];
    let mut say = |message: Message| odd.push(message);
    let empty = response.body.iter().all(u8::is_ascii_whitespace);
    match response.code {
        204 | 304 if response.extra > 0 => say(Message::new("watch-odd-body").count("bytes", response.extra)),
        200 if empty => say(Message::new("watch-odd-empty")),
        200..=299 if !empty => match serde_json::from_slice::<serde::de::IgnoredAny>(&response.body) {
            Err(why) => say(Message::new("watch-odd-not-json").text("why", why.to_string())),
            Ok(_) if state.is_none() => say(Message::new("watch-odd-no-version")),
            Ok(_) if !is_json(response) => say(Message::new("watch-odd-type")),
            Ok(_) => {}
        },
        200..=299 | 304 => {}
        code => say(Message::new("watch-odd-code").count("code", code.into())),
    }
    let same = state.is_some_and(|state| state.version == *sent);
    if took < HELD && (same || matches!(response.code, 204 | 304)) {
        say(Message::new("watch-odd-at-once").text("version", &sent.token));
    }
    if let Some(state) = state.filter(|state| state.version.compare(sent) == Some(Ordering::Less)) {
        say(Message::new("watch-odd-version-down").text("version", &state.version.token).text("sent", &sent.token));
    }
    odd
}

fn is_json(response: &Response) -> bool {
    response.header("content-type").is_some_and(|kind| kind.to_ascii_lowercase().contains("json"))
}

/// The path without a version that it may carry, the name of that parameter, and the version: else those of a client
/// that has none yet.
fn without_version(path: &str) -> (String, String, Version) {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let name_of = |pair: &str| pair.split('=').next().unwrap_or_default().to_owned();
    let pairs: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty()).collect();
    let given = PARAMETERS.iter().find(|name| pairs.iter().any(|pair| name_of(pair) == **name));
    let parameter = given.copied().unwrap_or(PARAMETER);
    let token = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == parameter);
    let token = token.map_or_else(|| "0".into(), |(_, value)| value.into_owned());
    let kind = if token.parse::<i128>().is_ok() {
        VersionKind::Integer
    } else if token.parse::<f64>().is_ok() {
        VersionKind::Float
    } else {
        VersionKind::Text
    };
    let rest: Vec<&str> = pairs.into_iter().filter(|pair| name_of(pair) != parameter).collect();
    let joint = if rest.is_empty() { "" } else { "?" };
    (format!("{path}{joint}{}", rest.join("&")), parameter.into(), Version { token, kind })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(sent: &str, code: u16, body: &str, extra: usize, took: Nanos) -> Vec<String> {
        let (_, _, sent) = without_version(&format!("/p?last_version={sent}"));
        let headers = vec![("content-type".into(), "application/json".into())];
        let response = Response { code, headers, body: body.into(), extra };
        let state = usual_answer(body.as_bytes()).and_then(|names| read(body.as_bytes(), &[], &names));
        odd(&sent, &response, took, state.as_ref()).into_iter().map(|message| message.id).collect()
    }

    #[test]
    fn what_is_right_is_not_odd() {
        let state = r#"{"status":"a","version":7}"#;
        assert!(told("0", 200, state, 0, 5).is_empty());
        assert!(told("7", 200, state, 0, HELD).is_empty(), "held, and no change");
        assert!(told("7", 204, "", 0, HELD).is_empty());
    }

    #[test]
    fn what_is_odd_is_told() {
        let state = r#"{"status":"a","version":7}"#;
        assert_eq!(told("7", 200, state, 0, 5), ["watch-odd-at-once"]);
        assert_eq!(told("9", 200, state, 0, 5), ["watch-odd-version-down"]);
        assert_eq!(told("7", 204, "", 12, 5), ["watch-odd-body", "watch-odd-at-once"]);
        assert_eq!(told("7", 200, "", 0, HELD), ["watch-odd-empty"]);
        assert_eq!(told("7", 200, "{'a'}", 0, HELD), ["watch-odd-not-json"]);
        assert_eq!(told("7", 200, "{}", 0, HELD), ["watch-odd-no-version"]);
        assert_eq!(told("7", 500, "{}", 0, HELD), ["watch-odd-code"]);
    }

    #[test]
    fn the_version_of_the_url_is_the_first_one_sent() {
        let split = |path: &str| {
            let (path, parameter, version) = without_version(path);
            [path, parameter, version.token].join(" ")
        };
        assert_eq!(split("/poll"), "/poll last_version 0");
        assert_eq!(split("/poll?a=1&last_version=5&b"), "/poll?a=1&b last_version 5");
        assert_eq!(split("/poll?since=2026%2B"), "/poll since 2026+");
    }
}
