//! What it is to see each fault again, in what was written in the terminals.

use super::shell::Typed;
use crate::command::selftest::one::ServerTimes;
use crate::labs::long_polling::contract::STATUSES;
use crate::text::{Lang, Texts};
use regex::Regex;
use serde_json::Value;

/// One fault may have another name: where all versions that are asked about sort otherwise as texts than as numbers, it
/// cannot be told from one that keeps every client waiting that is behind.
const SAME: [(&str, &str); 1] = [("compared-as-text", "behind-kept-waiting")];

/// The report of `lab check` names the rule among what failed, or in its advice.
pub fn reported(rule: &str, typed: &Typed) -> bool {
    let other = SAME.iter().find(|(name, _)| *name == rule).map(|(_, other)| *other);
    is_told(rule, typed) || other.is_some_and(|other| is_told(other, typed))
}

fn is_told(rule: &str, typed: &Typed) -> bool {
    let texts = Texts::of(Lang::En);
    let symptom = texts.get(&format!("{rule}.symptom"));
    let (failed, advised) = (format!("✘ {symptom}  ("), format!("• {symptom}"));
    typed.first.lines().any(|line| line.starts_with(&failed) || line.trim() == advised)
}

/// An answer as curl shows it: with its head or without, and the time that it took.
#[derive(Debug, Default)]
struct Answer {
    code: u16,
    body: String,
    seconds: f64,
}

impl Answer {
    fn json(&self) -> Option<Value> {
        serde_json::from_str(&self.body).ok()
    }

    fn field(&self, name: &str) -> Option<Value> {
        self.json()?.get(name).cloned()
    }

    fn has_status(&self, status: &str) -> bool {
        self.field("status").is_some_and(|value| value == status)
    }
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern")
}

/// Each ends with a line that says how long it took.
fn answers(text: &str) -> Vec<Answer> {
    let times = pattern(r"(?m)^(\d+\.\d+) s$");
    let (mut from, mut answers) = (0, Vec::new());
    for time in times.captures_iter(text) {
        let whole = time.get(0).expect("the whole match");
        let shown = text[from..whole.start()].trim_start().replace('\r', "");
        from = whole.end();
        let (head, body) = match shown.starts_with("HTTP/") {
            true => shown.split_once("\n\n").unwrap_or((&shown, "")),
            false => ("", shown.as_str()),
        };
        answers.push(Answer {
            code: head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0),
            body: body.trim().into(),
            seconds: time[1].parse().unwrap_or(0.0),
        });
    }
    answers
}

/// Whether what was typed by hand shows what this rule is about.
pub fn by_hand(rule: &str, typed: &Typed, times: ServerTimes) -> bool {
    let (hold, interval) = (times.hold.as_secs_f64(), times.interval.as_secs_f64());
    let (first, second) = (answers(&typed.first), answers(&typed.second));
    let text = typed.first.as_str();
    let none = Answer::default();
    let last = first.last().unwrap_or(&none);
    let no_head = |answer: &&Answer| answer.code == 0;
    let is_slow = |answer: &Answer| answer.seconds > 0.5;
    // curl got nothing: no connection, no answer, a part of one, none in time.
    let cut =
        ["(7)", "(18)", "(28)", "(52)", "(56)"].iter().any(|code| typed.errors.contains(&format!("curl: {code}")));
    let lacks = |header: &str, value: &str| {
        text.contains("HTTP/") && !pattern(&format!(r"(?im)^{header}:.*{value}")).is_match(text)
    };
    let events =
        |text: &str| pattern(r"Events: (\d+)").captures(text).map_or(0, |events| events[1].parse::<u32>().unwrap_or(0));
    let fails = first.iter().any(|answer| answer.code >= 500) || cut;
    match rule {
        "state-not-json" => first.iter().any(|answer| answer.json().is_none()),
        "wrong-content-type" => lacks("content-type", "json"),
        "status-mangled" => !last.has_status(STATUSES[2]),
        "stale-pair" => first.len() == 4 && !(first[1].has_status(STATUSES[0]) && first[3].has_status(STATUSES[1])),
        "state-not-shared" => first.len() == 13 && !first[1..].iter().all(|answer| answer.has_status(STATUSES[1])),
        "behind-kept-waiting" | "unseen-update-lost" => first.len() == 3 && first[1..].iter().any(is_slow),
        "answer-cached" => first.len() == 5 && !(first[2].has_status(STATUSES[1]) && first[4].has_status(STATUSES[0])),
        "version-not-growing" => {
            let versions: Vec<f64> =
                first.iter().filter(no_head).filter_map(|answer| answer.field("version")?.as_f64()).collect();
            versions.len() == 3 && !versions.is_sorted_by(|a, b| a < b)
        }
        "lost-wakeup" => pattern(r"(was|were) not answered in time").is_match(text),
        "loop-stuck" => is_stuck(text, &second, hold),
        "version-ambiguous" | "version-repeats" => is_shared(text),
        "compared-as-text" => is_slow(last),
        "leavers-kept" => first.iter().any(is_slow),
        "stuck-client-blocks" => first.iter().any(|answer| answer.seconds > 0.9 * hold),
        "busy-wait" => {
            let used = pattern(r"Your server: .*?(\d+) µs");
            used.captures(text).is_some_and(|used| used[1].parse().unwrap_or(0) > 5000)
        }
        "not-held" => text.contains("Answered at once"),
        "body-after-204" => text.contains("follow a status that has no body"),
        "hold-never-ends" => cut,
        "no-change-unclear" => last.seconds > 0.9 * hold && ![200, 204].contains(&last.code),
        "parameter-renamed" => last.code == 200 && last.seconds < 0.5 * hold,
        "woken-late" => first.iter().any(|answer| answer.has_status(STATUSES[1]) && answer.seconds > 1.25),
        "update-blocked" | "update-answered-late" | "read-blocked" | "session-locked" => second.iter().any(is_slow),
        "waiter-not-woken" | "waiters-limited" => first.iter().any(|answer| answer.seconds > 0.9 * hold),
        "woken-with-old-pair" => !first.is_empty() && !first.iter().any(|answer| answer.has_status(STATUSES[1])),
        // The poll that still waits should have had the update.
        "leaver-harms" | "hold-end-harms" => {
            fails || !first.iter().filter(no_head).any(|answer| answer.has_status(STATUSES[1]))
        }
        "server-died" => typed.errors.contains("curl: (7)"),
        "unread-by-browsers" => cut,
        "answer-cacheable" => pattern(r"(?im)^(cache-control:.*max-age=[1-9]|expires:)").is_match(text),
        "update-fails" => fails || first.iter().any(|answer| answer.code >= 400),
        "odd-version-5xx" | "odd-body-5xx" => fails,
        "bad-update-accepted" => fails || first.iter().any(|answer| (200..300).contains(&answer.code)),
        "update-not-by-post" => text.contains("200"),
        "half-done-update" => fails && !last.has_status(STATUSES[0]),
        "odd-status-stored" => !STATUSES.iter().any(|status| last.has_status(status)),
        "debug-mode" => pattern("(?i)debug|traceback").is_match(text),
        "extra-bytes" => typed.errors.contains("Excess"),
        "stream-unreachable" => !text.starts_with("HTTP/1.1 200"),
        "not-event-stream" => lacks("content-type", "text/event-stream"),
        "cache-control-missing" => lacks("cache-control", "(no-cache|no-store)"),
        "accel-buffering-missing" => lacks("x-accel-buffering", "no"),
        "nothing-dispatched" => events(text) == 0 && text.contains("Line "),
        "lines-ignored" => text.contains("each of its lines needs one") || text.contains("a browser ignores the line"),
        "not-utf8" => text.contains("not UTF-8"),
        "data-not-json" => text.contains("The data is not JSON") || text.contains(r#""{\""#),
        "quote-incomplete" => events(text) > 0 && !text.contains("change"),
        "numbers-as-text" => pattern(r#""price": ?""#).is_match(text),
        "first-event-late" => !text.contains("data:"),
        "not-steady" => events(text) > 0,
        "buffered-for-browsers" => events(text) == 0 || text.contains("broke") || pattern(r"\+0\.0\sms").is_match(text),
        "stream-ends" => text.contains("The server ended") || text.contains("Nothing for"),
        // The first one listens for twice as long.
        "subscriber-starved" => events(text) < events(&typed.second) || events(&typed.second) * 4 < events(text),
        "stream-blocks-others" => !typed.second.starts_with("200 0."),
        // Too much, too little, or nothing for the one that stayed or for the one that came later.
        "leavers-still-served" => {
            let usual = |one: &(f64, f64)| (0.5..2.0).contains(&(one.0 * interval / one.1));
            let watched = watched(text);
            widest_step(text) > 3 || watched.len() < 2 || !watched.iter().all(usual)
        }
        "stream-server-died" => text.contains("No answer") || watched(text).len() < 2,
        "event-named-error" => text.contains("  error  {"),
        "quote-never-changes" => {
            let mut quotes: Vec<_> = pattern(r"\{.*\}").find_iter(text).map(|quote| quote.as_str()).collect();
            let all = quotes.len();
            quotes.dedup();
            all > 2 && quotes.len() == 1
        }
        "page-missing" => {
            let is_empty = text.split_once("\r\n\r\n").is_some_and(|(_, body)| body.trim().is_empty());
            is_empty || text.starts_with("HTTP/1.1 404")
        }
        "stream-renamed" => text.starts_with("HTTP/1.1 404"),
        _ => super::native::shows(rule, typed).unwrap_or_else(|| super::chat::shows(rule, typed)),
    }
}

/// Two bodies, each on a line of its own, have one version and two statuses.
fn is_shared(text: &str) -> bool {
    let bodies = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut seen: Vec<(String, Value)> = Vec::new();
    for body in bodies {
        let (version, status) = (body["version"].to_string(), body["status"].clone());
        if seen.iter().any(|(other, text)| *other == version && *text != status) {
            return true;
        }
        seen.push((version, status));
    }
    false
}

/// A poll of `lab watch` with another version than the last one was kept waiting to the end of its hold.
fn is_stuck(watched: &str, second: &[Answer], hold: f64) -> bool {
    let Some(last) = second.last().and_then(|read| read.field("version")).map(|last| last.to_string()) else {
        return false;
    };
    let polls = pattern(r"after ([\d.]+)\ss \(sent (\S+)\)");
    polls.captures_iter(watched).any(|poll| {
        let took: f64 = poll[1].parse().unwrap_or(0.0);
        took > 0.9 * hold && poll[2] != *last
    })
}

/// How many events each `lab watch` had, and in how many seconds.
fn watched(text: &str) -> Vec<(f64, f64)> {
    let summary = pattern(r"Events: (\d+), in (\d+)\ss");
    let number = |digits: &str| digits.parse().unwrap_or(0.0);
    summary.captures_iter(text).map(|one| (number(&one[1]), number(&one[2]))).collect()
}

/// By how much ids grow from one event to the next, at most.
fn widest_step(text: &str) -> i64 {
    let id = pattern(r"\bid (\d+)\b");
    let ids: Vec<i64> = id.captures_iter(text).filter_map(|id| id[1].parse().ok()).collect();
    ids.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn is_seen(rule: &str, first: &str, second: &str) -> bool {
        let typed = Typed { first: first.into(), second: second.into(), errors: String::new() };
        by_hand(rule, &typed, ServerTimes { hold: Duration::from_secs(2), interval: Duration::from_millis(400) })
    }

    #[test]
    fn answers_are_told_apart_with_heads_and_without() {
        let text = "HTTP/1.1 200 OK\r\na: b\r\n\r\n{\"status\":\"x\"}\n0.5 s\n\n2.0 s\n{}\n0.1 s\n";
        let read: Vec<_> = answers(text).into_iter().map(|one| (one.code, one.body, one.seconds)).collect();
        let expected = [(200, r#"{"status":"x"}"#, 0.5), (0, "", 2.0), (0, "{}", 0.1)];
        assert_eq!(read, expected.map(|(code, body, seconds)| (code, body.to_owned(), seconds)));
    }

    /// What a correct server would have written is no fault.
    #[test]
    fn what_is_right_is_not_seen_as_a_fault() {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n";
        let [a, b] = [0, 1].map(|nth| format!("{{\"status\":\"{}\",\"version\":{}}}", STATUSES[nth], nth + 3));
        let woken = format!("{b}\n0.8 s\n");
        assert!(!is_seen("waiter-not-woken", &woken, &format!("{head}{b}\n0.01 s\n")));
        assert!(!is_seen("update-blocked", &woken, &format!("{head}{b}\n0.01 s\n")));
        assert!(!is_seen("hold-end-harms", &format!("\n2.0 s\n{head}{b}\n0.01 s\n{woken}{head}{a}\n0.01 s\n"), ""));
        assert!(!is_seen("version-not-growing", &format!("{a}\n0.1 s\n{b}\n0.1 s\n{{\"version\":9}}\n0.1 s\n"), ""));
        assert!(!is_seen(
            "not-event-stream",
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {}\n\n",
            ""
        ));
        assert!(!is_seen("woken-late", "{\"status\":\"En cours\"}\n1.01 s\n", ""));
        assert!(is_seen("woken-late", "{\"status\":\"En cours\"}\n1.41 s\n", ""));
        let watched = |sent| format!("+0.9 s  200 after 0.8 s (sent 1)\n+2.9 s  204 after 2.0\u{a0}s (sent {sent})\n");
        assert!(!is_seen("loop-stuck", &watched(4), &format!("{head}{b}\n0.01 s\n")));
        assert!(is_seen("loop-stuck", &watched(2), &format!("{head}{b}\n0.01 s\n")));
        assert!(!is_seen("version-ambiguous", &format!("{a}\n{b}\n"), ""));
        assert!(is_seen("version-ambiguous", &format!("{a}\n{b}\n{}\n", b.replace('4', "3")), ""));
        let used = |time| format!("Your server: 1.2 KiB of memory and {time} µs of processor time a waiter.");
        assert!(!is_seen("busy-wait", &used(600), "") && is_seen("busy-wait", &used(90_000), ""));
        assert!(is_seen("waiter-not-woken", &format!("{woken}\n2.0 s\n"), ""));
    }

    /// No fault of the museum is without its sign, or it could only be seen again by its scenario.
    #[test]
    fn a_rule_that_is_not_known_is_never_seen() {
        assert!(!is_seen("no-such-rule", "HTTP/1.1 500 x\r\n\r\n\n0.1 s\n", ""));
    }
}
