use crate::checker::Finding;
use crate::history::Nanos;
use crate::labs::sse::case::StreamCase;
use crate::labs::sse::parsed_stream::ParsedStream;
use crate::labs::sse::record::StreamRole;
use crate::message::Message;
/// All subscribers see the same events.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("same-events-seen.{what}"));
    let roles = [StreamRole::Subscriber, StreamRole::Browser];
    let mut streams: Vec<_> = roles.into_iter().flat_map(|role| case.streams(role)).collect();
    // Those that came first listen longest; others came later, to leave.
    streams.sort_by_key(|stream| stream.operation.started);
    streams.truncate(case.at_least);
    // While all of them listened; what came at the very edge may be there for one and not for the other.
    let margin: Nanos = 300_000_000;
    let from =
        streams.iter().filter_map(|stream| stream.events.first()).map(|timed| timed.at).max().unwrap_or(0) + margin;
    let to = streams.iter().map(|stream| stream.operation.done).min().unwrap_or(0).saturating_sub(margin);
    let within = |stream: &ParsedStream| -> Vec<String> {
        let events = stream.events.iter().filter(|timed| timed.at > from && timed.at < to);
        events.map(|timed| timed.event.data.clone()).collect()
    };
    let seen: Vec<_> = streams.iter().map(|stream| within(stream)).collect();
    let Some(first) = seen.first().filter(|first| streams.len() >= case.at_least && !first.is_empty()) else {
        return case.nothing();
    };
    if seen.iter().all(|other| other == first) {
        return Finding::pass(id("pass").count("events", first.len()).count("subscribers", streams.len()));
    }
    Finding::fail(id("fail").count("subscribers", streams.len())).showing(streams.iter().map(|stream| stream.operation))
}
