use crate::checker::heard::median;
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
    let (Some(come), Some(gone), Some(interval)) = (come, gone, stayed.interval()) else {
        return Finding::waits_for("stream-ends");
    };
    if left.len() < case.at_least {
        return Finding::waits_for("subscriber-starved");
    }
    if stayed.was_ended() {
        return Finding::fail(id("ended").count("left", left.len())).showing([stayed.operation]);
    }
    // A server may notice at its next write only, and while others are there the ids may well jump.
    let before = Part::of(stayed, |at| at < come);
    let after = Part::of(stayed, |at| at > gone + interval * 3 / 2);
    if after.gaps.len() < 2 || before.gaps.is_empty() {
        return Finding::waits_for("stream-ends");
    }
    let (usual, now) = (before.jump(), after.jump());
    // Twenty timers that go on make a counter jump by twenty more; ids made of the time jump as they like.
    if let (Some(usual), Some(now)) = (usual, now)
        && usual <= COUNTER
        && now >= usual + COUNTER
    {
        let message = id("ids").count("left", left.len()).count("usual", usual as usize).count("now", now as usize);
        return Finding::fail(message).showing([stayed.operation]);
    }
    // An interval may be drawn by lot: only where every gap is less than half of any before.
    let (slow, fast) = (before.gaps.iter().min().copied(), after.gaps.iter().max().copied());
    if let (Some(slow), Some(fast)) = (slow, fast)
        && fast * 2 < slow
    {
        let message = id("faster").count("left", left.len()).time("before", slow).time("after", fast);
        return Finding::fail(message).showing([stayed.operation]);
    }
    Finding::pass(id("pass").count("left", left.len()))
}

/// The most that one counter for all goes on from one event to the next, with a few listeners.
const COUNTER: u64 = 10;

/// The ticks and ids of a part of a stream.
struct Part {
    gaps: Vec<Nanos>,
    ids: Vec<u64>,
}

impl Part {
    fn of(heard: &Heard, is: impl Fn(Nanos) -> bool) -> Self {
        let ticks: Vec<Nanos> = heard.ticks().into_iter().filter(|at| is(*at)).collect();
        let events = heard.events.iter().filter(|timed| is(timed.at) && timed.event.own_id);
        Self {
            gaps: ticks.windows(2).map(|pair| pair[1] - pair[0]).collect(),
            ids: events.filter_map(|timed| timed.event.id.parse().ok()).collect(),
        }
    }

    /// How far the ids go from one event to the next, usually.
    fn jump(&self) -> Option<u64> {
        median(self.ids.windows(2).map(|pair| pair[1].saturating_sub(pair[0])).collect())
    }
}
