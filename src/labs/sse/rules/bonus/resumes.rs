use crate::checker::Finding;
use crate::labs::sse::case::StreamCase;
use crate::labs::sse::parsed_stream::ParsedStream;
use crate::labs::sse::record::StreamRole;
use crate::message::Message;
/// Who comes back with `Last-Event-ID` gets what was sent meanwhile.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("resumes-seen.{what}"));
    let Some(back) = case.streams(StreamRole::Returner).pop() else { return case.nothing() };
    let mut before = case.streams(StreamRole::Subscriber);
    before.retain(|stream| stream.operation.done <= back.operation.started);
    let ids = |stream: &ParsedStream| -> Vec<u64> {
        stream.events.iter().filter_map(|timed| timed.event.id.parse().ok()).collect()
    };
    let Some(last) = before.iter().flat_map(|stream| stream.events.last()).max_by_key(|timed| timed.at) else {
        return case.nothing();
    };
    let numbers = before.iter().max_by_key(|stream| stream.events.len()).map(|stream| ids(stream)).unwrap_or_default();
    let step = numbers.windows(2).map(|pair| pair[1].wrapping_sub(pair[0])).min();
    let (Ok(last), Some(step), Some(first)) = (last.event.id.parse::<u64>(), step, ids(back).first().copied()) else {
        return Finding::fail(id("unclear")).showing([back.operation]);
    };
    let message = |what: &str| id(what).count("last", last as usize).count("first", first as usize);
    if first == last.wrapping_add(step) {
        return Finding::pass(message("pass"));
    }
    Finding::fail(message("fail")).showing([back.operation])
}
