use crate::checker::Finding;
use crate::labs::sse::case::StreamCase;
use crate::labs::sse::parsed_stream::TimedEvent;
use crate::labs::sse::record::StreamRole;
use crate::message::Message;
use std::collections::BTreeMap;

/// The same id means the same event on every connection, and a later connection does not count from the start again.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("ids-grow-seen.{what}"));
    let streams = case.streams(StreamRole::Subscriber);
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    let mut highest: Option<u64> = None;
    let mut count = 0;
    for stream in &streams {
        let events: Vec<_> = stream.events.iter().filter(|timed| timed.event.own_id).collect();
        if events.len() < stream.events.len() || events.is_empty() {
            return Finding::fail(id("none")).showing([stream.operation]);
        }
        let first: Option<u64> = events[0].event.id.parse().ok();
        // Who comes may be sent some that others had before: those are the same events, under the same ids.
        let had =
            |timed: &&TimedEvent| seen.get(timed.event.id.as_str()).is_some_and(|data| **data == timed.event.data);
        if let (Some(highest), Some(first)) = (highest, first)
            && first < highest
            && !events.iter().any(had)
        {
            let message = id("again").count("before", highest as usize).count("first", first as usize);
            return Finding::fail(message).showing([stream.operation]);
        }
        for timed in &events {
            let data = seen.entry(&timed.event.id).or_insert(&timed.event.data);
            if *data != timed.event.data {
                return Finding::fail(id("twice").text("id", &timed.event.id)).showing([stream.operation]);
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
