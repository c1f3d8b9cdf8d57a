use crate::checker::{Finding, Undecided};
use crate::history::{ChannelEnd, DISCOVERY, Nanos};
use crate::labs::sse::case::StreamCase;
use crate::labs::sse::record::{ID, StreamKind, StreamOperation};
use crate::message::Message;

/// The server lives, whoever comes and leaves.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("stream-server-died-seen.{what}"));
    let answered = || case.run.operations.iter().filter(|o| o.answer().is_some());
    if let Some(death) = case.death() {
        // The streams that were open then ended with it.
        let open = case.run.operations.iter().filter(|o| o.kind == StreamKind::Stream && ended_with(o, death.started));
        let at = open.map(|o| o.done).min().unwrap_or(death.started);
        let left = case.departures().filter(|left| *left <= at && *left + SOON >= at).count();
        if left == 0 && another_lab_acted(case) {
            return Finding::undecided(Undecided::Dead);
        }
        let last = answered().max_by_key(|o| o.started).map(StreamOperation::operation);
        let message = if left > 0 { id("left").count("left", left) } else { id("fail") };
        return Finding::fail(message.time("at", at)).showing(last.into_iter().chain([death]));
    }
    let left = case.departures().count();
    let first = case.departures().min();
    match first.is_some_and(|first| answered().any(|o| o.started > first)) {
        true => Finding::pass(id("pass").count("left", left)),
        false => unseen(case),
    }
}

/// Nobody left, or nothing was answered after that: the rule that says why, if one does.
fn unseen(case: &StreamCase) -> Finding {
    let stream = match case.stream() {
        Ok(stream) => stream,
        Err(unknown) => return *unknown,
    };
    let cause = match stream.was_ended() {
        _ if super::is_flood(stream) => "not-steady",
        _ if stream.events.is_empty() => super::too_few(stream),
        // We need not leave what ends by itself.
        true => "stream-ends",
        // What was asked since somebody left is in vain, all of it.
        false if was_asked_since(case) => "leavers-still-served",
        false => return case.nothing(),
    };
    Finding::requires(cause)
}

fn was_asked_since(case: &StreamCase) -> bool {
    case.departures().min().is_some_and(|first| case.run.operations.iter().any(|o| o.started > first))
}

/// So soon after somebody left, it is because of that.
const SOON: Nanos = 3_000_000_000;

fn ended_with(stream: &StreamOperation, death: Nanos) -> bool {
    let ended = |end: &ChannelEnd| matches!(end, ChannelEnd::Ended | ChannelEnd::Cut(_));
    let was_ended = stream.was_cut() || stream.channel.as_ref().is_some_and(|channel| ended(&channel.end));
    was_ended && stream.done <= death && stream.done + SOON >= death
}

fn another_lab_acted(case: &StreamCase) -> bool {
    case.history.operations.iter().any(|o| o.lab.as_ref().is_some_and(|lab| *lab != ID) && o.scenario != DISCOVERY)
}
