use super::most_of_one_symbol;
use crate::checker::Finding;
use crate::history::Nanos;
use crate::labs::sse::case::StreamCase;
use crate::labs::sse::parsed_stream::{ParsedStream, TimedEvent};
use crate::labs::sse::record::StreamRole;
use crate::message::Message;

/// Subscribers that have left cost nothing any more, and harm nobody.
///
/// One stream stays from before they came until after they left. Where the timer of each goes on, ids that are
/// counted for all jump in that stream, or its events come faster and faster.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("leavers-still-served-seen.{what}"));
    let all = case.streams(StreamRole::Subscriber);
    let Some(stayed) = all.iter().max_by_key(|one| one.operation.done - one.operation.started) else {
        return Finding::requires("stream-unreachable");
    };
    if stayed.events.is_empty() {
        return Finding::requires(super::too_few(stayed));
    }
    let beside = |one: &&&ParsedStream| {
        one.operation.started > stayed.operation.started && one.operation.done < stayed.operation.done
    };
    let left: Vec<_> = all.iter().filter(beside).collect();
    let come = left.iter().map(|one| one.operation.started).min();
    let gone = left.iter().map(|one| one.operation.done).max();
    let (Some(come), Some(gone)) = (come, gone) else { return too_few_left(stayed) };
    if left.len() < case.at_least {
        return too_few_left(stayed);
    }
    if stayed.was_ended() {
        return Finding::fail(id("ended").count("left", left.len())).showing([stayed.operation]);
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
    let (last, done) = (stayed.events.last().map_or(0, |timed| timed.at), stayed.operation.done);
    if after.gaps.len() < 2 {
        let silence = done.saturating_sub(last);
        if silence < interval * 3 {
            return Finding::requires("stream-ends");
        }
        if case.limits.too_noisy(last, done) {
            return case.noisy(last, done);
        }
        let timing = case.limits.timing(last, done, interval * 3);
        let message = id("silent").count("left", left.len()).time("silence", silence);
        return Finding::fail(message).timed(timing).showing([stayed.operation]);
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
        return Finding::fail(message).showing([stayed.operation]);
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
        return Finding::fail(message).showing([stayed.operation]);
    }
    Finding::pass(id("pass").count("left", left.len()))
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
