use super::most_of_one_symbol;
use crate::checker::{Case, Finding, Heard, Message};
use crate::history::Nanos;

/// Subscribers that have left cost nothing any more, and harm nobody.
///
/// One stream stays from before they came until after they left. Where the timer of each goes on, ids that are
/// counted for all jump in that stream, or its events come faster and faster.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("leavers-still-served-seen.{what}"));
    let all = case.heard("subscriber");
    let Some(stayed) = all.iter().max_by_key(|one| one.operation.done - one.operation.started) else {
        return Finding::waits_for("stream-unreachable");
    };
    if stayed.events.is_empty() {
        return Finding::waits_for(super::too_few(stayed));
    }
    let beside =
        |one: &&Heard| one.operation.started > stayed.operation.started && one.operation.done < stayed.operation.done;
    let left: Vec<_> = all.iter().filter(beside).collect();
    let come = left.iter().map(|one| one.operation.started).min();
    let gone = left.iter().map(|one| one.operation.done).max();
    let (Some(come), Some(gone)) = (come, gone) else { return Finding::waits_for("subscriber-starved") };
    if left.len() < case.at_least {
        return Finding::waits_for("subscriber-starved");
    }
    if stayed.was_ended() {
        return Finding::fail(id("ended").count("left", left.len())).showing([stayed.operation]);
    }
    // A server may notice at a write only, the second one at the latest, and while others are there the ids may well
    // jump.
    let Some(interval) = stayed.interval() else {
        return Finding::waits_for(if super::is_flood(stayed) { "not-steady" } else { "stream-ends" });
    };
    let before = Part::of(stayed, |at| at < come);
    let after = Part::of(stayed, |at| at > gone + interval * 5 / 2);
    if before.gaps.is_empty() {
        return Finding::waits_for("stream-ends");
    }
    let (last, done) = (stayed.events.last().map_or(0, |timed| timed.at), stayed.operation.done);
    if after.gaps.len() < 2 {
        let silence = done.saturating_sub(last);
        if silence < interval * 3 {
            return Finding::waits_for("stream-ends");
        }
        if case.limits.too_noisy(last, done) {
            return case.noisy(last, done);
        }
        let timing = case.limits.timing(last, done, interval * 3);
        let message = id("silent").count("left", left.len()).time("silence", silence);
        return Finding::fail(message).timed(timing).showing([stayed.operation]);
    }
    // Ids may be times, and an interval may vary: what jumps or hurries does so always, and by far.
    if let (Some(usual), Some(now)) = (before.jumps.iter().max(), after.jumps.iter().min())
        && *now > (*usual).max(1) * 2
    {
        let message = id("ids").count("left", left.len()).count("usual", *usual as usize).count("now", *now as usize);
        return Finding::fail(message).showing([stayed.operation]);
    }
    // Those of an earlier attempt may have left their timers behind: how it began counts too.
    let first = case.heard_first().map_or(before.pace, |heard| {
        let third = heard.ticks().get(2).copied();
        Part::of(&heard, |at| third.is_none_or(|third| at <= third)).pace
    });
    let hurries =
        after.slowest() * 2 < before.quickest() || after.events >= MANY && after.pace * 2 < before.pace.max(first);
    if hurries {
        let message = id("faster").count("left", left.len());
        let message = message.time("before", before.pace.max(first)).time("after", after.pace);
        return Finding::fail(message).showing([stayed.operation]);
    }
    Finding::pass(id("pass").count("left", left.len()))
}

/// So many events that their pace is no accident.
const MANY: u64 = 8;

/// A part of a stream.
struct Part {
    events: u64,
    /// From one event to the next, on average.
    pace: Nanos,
    gaps: Vec<Nanos>,
    /// How far the ids go from one event to the next.
    jumps: Vec<u64>,
    /// How many events of a tick quote the same symbol.
    together: u64,
}

impl Part {
    fn of(heard: &Heard, is: impl Fn(Nanos) -> bool) -> Self {
        let ticks: Vec<Nanos> = heard.ticks().into_iter().filter(|at| is(*at)).collect();
        let all: Vec<_> = heard.events.iter().filter(|timed| is(timed.at)).collect();
        let lasted = all.last().map_or(0, |last| last.at - all[0].at);
        let own = all.iter().filter(|timed| timed.event.own_id);
        let ids: Vec<u64> = own.filter_map(|timed| timed.event.id.parse().ok()).collect();
        Self {
            events: all.len() as u64,
            pace: lasted / (all.len() as u64).saturating_sub(1).max(1),
            gaps: ticks.windows(2).map(|pair| pair[1] - pair[0]).collect(),
            jumps: ids.windows(2).map(|pair| pair[1].saturating_sub(pair[0])).collect(),
            together: most_of_one_symbol(heard, is).max(1) as u64,
        }
    }

    /// The shortest time from one quote of a symbol to the next.
    fn quickest(&self) -> Nanos {
        self.gaps.iter().min().map_or(0, |gap| gap / self.together)
    }

    fn slowest(&self) -> Nanos {
        self.gaps.iter().max().map_or(Nanos::MAX / 2, |gap| gap / self.together)
    }
}
