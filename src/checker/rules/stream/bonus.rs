//! What a stream may do better than the lab text asks. Never a deduction.

use crate::checker::{Case, Finding, Heard, Message};
use crate::history::{Kind, Nanos};
use std::collections::BTreeMap;

pub fn retry_sent(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("retry-sent-seen.{what}"));
    match case.stream() {
        Err(unknown) => *unknown,
        Ok(Heard { retry: Some(time), .. }) => Finding::pass(id("pass").time("retry", time.saturating_mul(1_000_000))),
        Ok(heard) => Finding::fail(id("fail")).showing([heard.operation]),
    }
}

pub fn heartbeat(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("heartbeat-seen.{what}"));
    match case.stream() {
        Err(unknown) => *unknown,
        Ok(heard) if heard.comments > 0 => Finding::pass(id("pass").count("comments", heard.comments)),
        Ok(heard) => Finding::fail(id("fail")).showing([heard.operation]),
    }
}

/// The same id means the same event on every connection, and a later connection does not count from the start again.
pub fn ids_grow(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("ids-grow-seen.{what}"));
    let streams = case.heard("subscriber");
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    let mut highest: Option<u64> = None;
    let mut count = 0;
    for heard in &streams {
        let events: Vec<_> = heard.events.iter().filter(|timed| timed.event.own_id).collect();
        if events.len() < heard.events.len() || events.is_empty() {
            return Finding::fail(id("none")).showing([heard.operation]);
        }
        let first: Option<u64> = events[0].event.id.parse().ok();
        if let (Some(highest), Some(first)) = (highest, first)
            && first < highest
        {
            let message = id("again").count("before", highest as usize).count("first", first as usize);
            return Finding::fail(message).showing([heard.operation]);
        }
        for timed in &events {
            let data = seen.entry(&timed.event.id).or_insert(&timed.event.data);
            if *data != timed.event.data {
                return Finding::fail(id("twice").text("id", &timed.event.id)).showing([heard.operation]);
            }
            count += 1;
        }
        highest = highest.max(events.iter().filter_map(|timed| timed.event.id.parse().ok()).max());
    }
    if streams.len() < 2 {
        return case.nothing();
    }
    Finding::pass(id("pass").count("ids", count))
}

/// Who comes back with `Last-Event-ID` gets what was sent meanwhile.
pub fn resumes(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("resumes-seen.{what}"));
    let Some(back) = case.heard("returner").pop() else { return case.nothing() };
    let mut before = case.heard("subscriber");
    before.retain(|heard| heard.operation.done <= back.operation.started);
    let ids =
        |heard: &Heard| -> Vec<u64> { heard.events.iter().filter_map(|timed| timed.event.id.parse().ok()).collect() };
    let Some(last) = before.iter().flat_map(|heard| heard.events.last()).max_by_key(|timed| timed.at) else {
        return case.nothing();
    };
    let numbers = before.iter().max_by_key(|heard| heard.events.len()).map(&ids).unwrap_or_default();
    let step = numbers.windows(2).map(|pair| pair[1].wrapping_sub(pair[0])).min();
    let (Ok(last), Some(step), Some(first)) = (last.event.id.parse::<u64>(), step, ids(&back).first().copied()) else {
        return Finding::fail(id("unclear")).showing([back.operation]);
    };
    let message = |what: &str| id(what).count("last", last as usize).count("first", first as usize);
    if first == last.wrapping_add(step) {
        return Finding::pass(message("pass"));
    }
    Finding::fail(message("fail")).showing([back.operation])
}

/// All subscribers see the same events.
pub fn same_events(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("same-events-seen.{what}"));
    let streams: Vec<Heard> = ["subscriber", "browser"].into_iter().flat_map(|role| case.heard(role)).collect();
    // While all of them listened; what came at the very edge may be there for one and not for the other.
    let edge: Nanos = 300_000_000;
    let from = streams.iter().filter_map(|heard| heard.events.first()).map(|timed| timed.at).max().unwrap_or(0) + edge;
    let to = streams.iter().map(|heard| heard.operation.done).min().unwrap_or(0).saturating_sub(edge);
    let within = |heard: &Heard| -> Vec<String> {
        let events = heard.events.iter().filter(|timed| timed.at > from && timed.at < to);
        events.map(|timed| timed.event.data.clone()).collect()
    };
    let seen: Vec<_> = streams.iter().map(within).collect();
    let Some(first) = seen.first().filter(|first| streams.len() >= case.at_least && !first.is_empty()) else {
        return case.nothing();
    };
    if seen.iter().all(|other| other == first) {
        return Finding::pass(id("pass").count("events", first.len()).count("subscribers", streams.len()));
    }
    Finding::fail(id("fail").count("subscribers", streams.len())).showing(streams.iter().map(|heard| heard.operation))
}

pub fn head_answered(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("head-answered-seen.{what}"));
    let asked = case.of(Kind::Page).find(|o| o.ask.method == "HEAD");
    let Some(asked) = asked else { return case.nothing() };
    match asked.answer() {
        Some(answer) if answer.code == 200 => Finding::pass(id("pass")),
        Some(answer) => Finding::fail(id("code").count("code", answer.code.into())).showing([asked]),
        None => Finding::fail(id("none")).showing([asked]),
    }
}

/// The lab text names the path; another one costs nothing here.
pub fn stream_renamed(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("stream-renamed-seen.{what}"));
    let path = case.contract.stream.as_ref().map_or(crate::contract::STREAM_PATH, |stream| &stream.path);
    let message = |what: &str| id(what).text("path", path);
    if path == crate::contract::STREAM_PATH { Finding::pass(message("pass")) } else { Finding::fail(message("fail")) }
}
