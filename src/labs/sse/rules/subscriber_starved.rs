use super::FIRST;
use crate::checker::Finding;
use crate::history::Operation;
use crate::labs::sse::case::{StreamCase, was_left};
use crate::labs::sse::parsed_stream::ParsedStream;
use crate::labs::sse::record::{StreamKind, StreamOperation, StreamRole};
use crate::message::Message;

/// Several subscribers at once are all served, and so is one that comes back and says which event it saw last.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("subscriber-starved-seen.{what}"));
    let mut asked: Vec<_> = case.subscriptions(StreamRole::Subscriber).collect();
    let mut streams = case.streams(StreamRole::Subscriber);
    // The one that was there before, and stayed, is one of them.
    if let Some(beside) = stayed_beside(case, &asked) {
        asked.insert(0, beside);
        streams.extend(case.run.streams.iter().find(|stream| stream.operation.id == beside.id));
    }
    if asked.len() < case.at_least {
        // Of a stream without a pause there is enough before the others come.
        let is_flood = streams.iter().any(|one| super::is_flood(one));
        return if is_flood { Finding::requires("not-steady") } else { case.nothing() };
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
        let passed = Finding::pass(id("pass").count("subscribers", asked.len()));
        return came_back_in_vain(case).unwrap_or(passed);
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

/// A client that came back with the last event id that it saw got nothing, and one that came after it without an id did:
/// a server that serves nobody any more has another fault. What the noise of the machine may have kept is let pass, since
/// it is not this scenario that would show it another time.
fn came_back_in_vain(case: &StreamCase) -> Option<Finding> {
    let back = case.run.operations.iter().filter(|o| o.role == Some(StreamRole::Returner)).max_by_key(|o| o.started)?;
    let stream = case.run.streams.iter().find(|stream| stream.operation.id == back.id);
    let waited = back.done.saturating_sub(back.started);
    let is_served = stream.is_some_and(|stream| stream.answer.code == 200 && !stream.events.is_empty());
    let gave_up_early = was_left(back) && waited < FIRST;
    if is_served || gave_up_early || case.limits.too_noisy_for(back.started, back.done, FIRST) {
        return None;
    }
    let is_next = |stream: &&ParsedStream| stream.operation.started > back.done && !stream.events.is_empty();
    let next = case.run.streams.iter().filter(is_next).min_by_key(|stream| stream.operation.started)?;
    let id = |what: &str| Message::new(format!("subscriber-starved-seen.{what}"));
    let headers = &mut back.request.headers.iter();
    let last = headers.find(|(name, _)| name.eq_ignore_ascii_case("last-event-id")).map(|(_, value)| value.as_str());
    let message = match back.answer() {
        Some(answer) if answer.code != 200 => id("back-code").count("code", answer.code.into()),
        _ => id("back").time("waited", waited),
    };
    let finding = Finding::fail(message.text("last", last.unwrap_or_default()));
    Some(finding.showing([back.operation(), next.operation]))
}

/// A subscriber of another scenario that came before all of these and stayed until the last of them had come.
fn stayed_beside<'a>(case: &StreamCase<'a>, asked: &[&StreamOperation]) -> Option<&'a StreamOperation<'a>> {
    let first = asked.iter().map(|o| o.started).min()?;
    let last = asked.iter().map(|o| o.started).max()?;
    let roles = [Some(StreamRole::Subscriber), Some(StreamRole::Discovery)];
    let others = case.run.operations.iter().filter(|o| o.kind == StreamKind::Stream && roles.contains(&o.role));
    others.filter(|o| !case.is_of_this(o) && o.started < first && o.done > last).min_by_key(|o| o.started)
}
