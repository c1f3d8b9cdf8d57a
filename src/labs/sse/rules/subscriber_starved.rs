use super::FIRST;
use crate::checker::Finding;
use crate::history::{ChannelEnd, Operation};
use crate::labs::sse::case::StreamCase;
use crate::labs::sse::parsed_stream::ParsedStream;
use crate::labs::sse::record::StreamRole;
use crate::message::Message;

/// Several subscribers at once are all served.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("subscriber-starved-seen.{what}"));
    let asked: Vec<_> = case.subscriptions(StreamRole::Subscriber).collect();
    let streams = case.streams(StreamRole::Subscriber);
    if asked.len() < case.at_least {
        return case.nothing();
    }
    let goes_on = streams.iter().any(|one| !one.gaps().is_empty());
    // One that got its first event and then nothing, while others went on, is as badly off.
    let forgotten = |one: &ParsedStream| {
        let silence = one.events.last().map_or(0, |last| one.operation.done.saturating_sub(last.at));
        goes_on && one.gaps().is_empty() && silence >= FIRST
    };
    let is_served = |one: &&&ParsedStream| !one.events.is_empty() && !forgotten(one);
    let served: Vec<u32> = streams.iter().filter(is_served).map(|one| one.operation.id).collect();
    if served.is_empty() {
        return Finding::requires(streams.first().map_or("stream-unreachable", |first| super::too_few(first)));
    }
    let starved: Vec<_> = asked.iter().filter(|one| !served.contains(&one.id)).copied().collect();
    if starved.is_empty() {
        return Finding::pass(id("pass").count("subscribers", asked.len()));
    }
    let waited = |one: &Operation| one.done.saturating_sub(one.started);
    let sure = |one: &Operation| {
        !case.limits.too_noisy_for(one.started, one.done, FIRST) && (waited(one) >= FIRST || !was_left(one))
    };
    let Some(first) = starved.iter().find(|one| sure(one)) else {
        return case.noisy_for(starved[0].started, starved[0].done, FIRST);
    };
    let message =
        id("fail").count("subscribers", asked.len()).count("served", served.len()).time("waited", waited(first));
    Finding::fail(message).showing(starved)
}

/// Whether its events might still have come.
fn was_left(one: &Operation) -> bool {
    one.was_open() || one.channel.as_ref().is_some_and(|channel| channel.end == ChannelEnd::Left)
}
