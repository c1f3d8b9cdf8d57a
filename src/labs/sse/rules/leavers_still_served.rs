use super::{FIRST, most_of_one_symbol, silence, stopped};
use crate::checker::Finding;
use crate::history::Nanos;
use crate::labs::sse::case::{StreamCase, was_left};
use crate::labs::sse::parsed_stream::{ParsedStream, TimedEvent};
use crate::labs::sse::record::{StreamOperation, StreamRole};
use crate::message::Message;

/// Subscribers that have left cost nothing any more, and harm nobody.
///
/// One stream stays from before they came until after they left. Where the timer of each goes on, ids that are
/// counted for all jump in that stream, or its events come faster and faster.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("leavers-still-served-seen.{what}"));
    let all = case.streams(StreamRole::Subscriber);
    let asked: Vec<_> = case.subscriptions(StreamRole::Subscriber).collect();
    // Those that left before, in whatever scenario, may have been enough to harm.
    if let Some(first) = case.first_subscription()
        && let Some(left) = stopped::after_leavers(case, first)
    {
        return nothing_since(case, first, left);
    }
    let Some(stayed) = all.iter().max_by_key(|one| one.operation.done - one.operation.started) else {
        return Finding::requires("stream-unreachable");
    };
    if stayed.events.is_empty() {
        return Finding::requires(super::too_few(stayed));
    }
    // One that has no head yet has come, and leaves, all the same.
    let beside = |one: &&&StreamOperation| {
        one.sent.is_some() && one.started > stayed.operation.started && one.done < stayed.operation.done
    };
    let left: Vec<_> = asked.iter().filter(beside).collect();
    if let Some(stop) = stopped::at(stayed) {
        return harmed(case, stayed, stop);
    }
    let come = left.iter().map(|one| one.started).min();
    let gone = left.iter().map(|one| one.done).max();
    let (Some(come), Some(gone)) = (come, gone) else { return too_few_left(stayed) };
    if left.len() < case.at_least {
        return too_few_left(stayed);
    }
    // A server may notice at a write only, the second one at the latest, and while others are there the ids may well
    // jump.
    let Some(interval) = stayed.interval() else {
        return Finding::requires(if super::is_flood(stayed) { "not-steady" } else { "stream-ends" });
    };
    let before = StreamPart::of(stayed, |at| at < come);
    let after = StreamPart::of(stayed, |at| at > gone + interval * 5 / 2);
    if before.gaps.is_empty() {
        return Finding::requires("stream-ends");
    }
    if after.gaps.len() < 2 {
        return Finding::requires("stream-ends");
    }
    if let (Some(before), Some(after)) = (&before.ids, &after.ids)
        && counts_up(stayed)
        && after.reach_further_than(before, left.len() as u64)
    {
        let (from, to) = (stayed.operation.started, stayed.operation.done);
        if case.limits.too_noisy(from, to) {
            return case.noisy(from, to);
        }
        let (usual, now) = (before.by_tick() as usize, after.by_tick() as usize);
        let message = id("ids").count("left", left.len()).count("usual", usual).count("now", now);
        return Finding::fail(message).usable().showing([stayed.operation]);
    }
    // Those of an earlier attempt may have left their timers behind: how it began counts too.
    let first = case.first_stream_ever().map_or(before.pace, |stream| {
        let third = stream.ticks().get(2).copied();
        StreamPart::of(stream, |at| third.is_none_or(|third| at <= third)).pace
    });
    let hurries = after.slowest().saturating_mul(2) < before.quickest()
        || after.events >= MANY && after.pace * 2 < before.pace.max(first);
    if hurries {
        let message = id("faster").count("left", left.len());
        let message = message.time("before", before.pace.max(first)).time("after", after.pace);
        return Finding::fail(message).usable().showing([stayed.operation]);
    }
    let later = asked.iter().filter(|one| one.started > gone);
    unserved(case, stayed, later, left.len()).unwrap_or_else(|| Finding::pass(id("pass").count("left", left.len())))
}

/// The stream of the one that stays stopped: if that is the doing of those that left, they harm.
fn harmed(case: &StreamCase, stayed: &ParsedStream, stop: Nanos) -> Finding {
    let id = |what: &str| Message::new(format!("leavers-still-served-seen.{what}"));
    if !stopped::by_leavers(case, stayed) {
        return Finding::requires("stream-ends");
    }
    let (began, done) = (stayed.operation.started, stayed.operation.done);
    let left = case.departures().filter(|left| *left > began && *left < done).count();
    if stayed.was_ended() {
        return Finding::fail(id("ended").count("left", left)).showing([stayed.operation]);
    }
    let expected = silence(stayed.interval());
    if case.limits.too_noisy_for(stop, done, expected) {
        return case.noisy_for(stop, done, expected);
    }
    let timing = case.limits.timing(stop, done, expected);
    let message = id("silent").count("left", left).time("silence", done.saturating_sub(stop));
    Finding::fail(message).timed(timing).showing([stayed.operation])
}

/// Who comes after they have left gets nothing.
fn unserved<'a>(
    case: &StreamCase,
    stayed: &ParsedStream,
    later: impl Iterator<Item = &'a &'a StreamOperation<'a>>,
    left: usize,
) -> Option<Finding> {
    let served: Vec<u32> = case
        .streams(StreamRole::Subscriber)
        .iter()
        .filter(|one| !one.events.is_empty())
        .map(|one| one.operation.id)
        .collect();
    let one = later.filter(|one| !served.contains(&one.id)).min_by_key(|one| one.started)?;
    // If there was room for one only, the one that stays had it.
    let requires = (one.started < stayed.operation.done).then_some("subscriber-starved");
    Some(Finding { requires, ..nothing_since(case, one, left) })
}

/// This one came after so many had left, and got nothing.
fn nothing_since(case: &StreamCase, one: &StreamOperation, left: usize) -> Finding {
    let waited = one.done.saturating_sub(one.started);
    if case.limits.too_noisy_for(one.started, one.done, FIRST) || (waited < FIRST && was_left(one)) {
        return case.noisy_for(one.started, one.done, FIRST);
    }
    let message = Message::new("leavers-still-served-seen.late").count("left", left).time("waited", waited);
    Finding::fail(message).showing([one.operation()])
}

/// Of a stream without a pause there is enough before anybody else has come.
fn too_few_left(stayed: &ParsedStream) -> Finding {
    Finding::requires(if super::is_flood(stayed) { "not-steady" } else { "subscriber-starved" })
}

/// So many events that their pace is no accident.
const MANY: u64 = 8;

/// A part of a stream.
struct StreamPart {
    events: u64,
    /// From one event to the next, on average.
    pace: Nanos,
    gaps: Vec<Nanos>,
    ids: Option<Ids>,
    /// How many events of a tick quote the same symbol.
    together: u64,
}

impl StreamPart {
    fn of(stream: &ParsedStream, is: impl Fn(Nanos) -> bool) -> Self {
        let ticks: Vec<Nanos> = stream.ticks().into_iter().filter(|at| is(*at)).collect();
        let all: Vec<_> = stream.events.iter().filter(|timed| is(timed.at)).collect();
        let lasted = all.last().map_or(0, |last| last.at - all[0].at);
        Self {
            events: all.len() as u64,
            pace: lasted / (all.len() as u64).saturating_sub(1).max(1),
            gaps: ticks.windows(2).map(|pair| pair[1] - pair[0]).collect(),
            ids: Ids::of(stream, &ticks),
            together: most_of_one_symbol(stream, is).max(1) as u64,
        }
    }

    /// The shortest time from one quote of a symbol to the next.
    fn quickest(&self) -> Nanos {
        self.gaps.iter().min().map_or(0, |gap| gap / self.together)
    }

    fn slowest(&self) -> Nanos {
        self.gaps.iter().max().map_or(Nanos::MAX, |gap| gap / self.together)
    }
}

/// How far the ids go from the first of these ticks to the last.
struct Ids {
    by: u64,
    ticks: u64,
    over: Nanos,
}

impl Ids {
    fn of(stream: &ParsedStream, ticks: &[Nanos]) -> Option<Self> {
        let id_at = |tick: &Nanos| number(stream.events.iter().find(|timed| timed.at == *tick)?);
        let (first, last) = (ticks.first()?, ticks.last()?);
        let by = id_at(last)?.checked_sub(id_at(first)?)?;
        (first < last).then_some(Self { by, ticks: ticks.len() as u64 - 1, over: last - first })
    }

    /// On the whole: one timer that ticks together with another is now before it and now after.
    fn by_tick(&self) -> u64 {
        self.by / self.ticks
    }

    /// By so much that the subscribers that left must be counted.
    ///
    /// Timers that others had left behind before were counted already: then it need not be twice as far, but further
    /// by half of those that left now. Times are no count: in a second they go on by as much as ever.
    fn reach_further_than(&self, before: &Self, left: u64) -> bool {
        let (usual, now) = (before.by_tick().max(1), self.by_tick());
        let pace = |one: &Self, other: &Self| u128::from(one.by) * u128::from(other.over);
        now > usual + usual.min(left / 2) && pace(self, before) * 4 > pace(before, self) * 5
    }
}

fn number(timed: &TimedEvent) -> Option<u64> {
    timed.event.own_id.then(|| timed.event.id.parse().ok()).flatten()
}

/// All its ids are numbers, each larger than the one before.
fn counts_up(stayed: &ParsedStream) -> bool {
    let ids: Option<Vec<u64>> = stayed.events.iter().map(number).collect();
    ids.is_some_and(|ids| ids.windows(2).all(|pair| pair[0] < pair[1]))
}
