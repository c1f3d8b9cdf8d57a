use crate::checker::{Finding, Undecided};
use crate::labs::sse::case::StreamCase;
use crate::labs::sse::parsed_stream::ParsedStream;
use crate::labs::sse::record::StreamRole;
use crate::message::Message;

/// Who comes back with `Last-Event-ID` gets what was sent meanwhile.
///
/// What was sent can be told where ids are whole numbers: nobody was sent one that lies between the last id of the
/// client that left and the first that it is sent when it comes back.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("resumes-seen.{what}"));
    if case.subscriptions(StreamRole::Returner).next().is_none() {
        return case.nothing();
    }
    let back = case.streams(StreamRole::Returner).into_iter().find(|back| !back.events.is_empty());
    let Some(back) = back else { return Finding::requires("subscriber-starved") };
    let mut sent = back.operation.request.headers.iter();
    let sent = sent.find(|(name, _)| name.eq_ignore_ascii_case("last-event-id")).map(|(_, value)| value.as_str());
    let last = sent.and_then(|value| value.parse::<u64>().ok());
    let (Some(last), Some(&first)) = (last, ids(back).first()) else {
        return Finding::unknown(Undecided::Nothing, id("unclear"));
    };
    let message = |what: &str| id(what).count("last", last as usize).count("first", first as usize);
    // Every id that anybody was sent: those between were made, and missed.
    let all: Vec<u64> = case.run.streams.iter().flat_map(ids).collect();
    let is_next = first > last && !all.iter().any(|other| *other > last && *other < first);
    // Ids go on by as much as between any two.
    let mut sorted = all;
    sorted.sort_unstable();
    sorted.dedup();
    let step = sorted.windows(2).map(|pair| pair[1] - pair[0]).min();
    if is_next && step.is_none_or(|step| first - last <= step) {
        return Finding::pass(message("pass"));
    }
    Finding::fail(message("fail")).showing([back.operation])
}

fn ids(stream: &ParsedStream) -> Vec<u64> {
    stream.events.iter().filter_map(|timed| timed.event.id.parse().ok()).collect()
}
