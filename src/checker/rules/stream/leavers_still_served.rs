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
    let noticed = gone + stayed.interval().map_or(SOON, |interval| interval * 5 / 2);
    let (before, after) = (Part::of(stayed, |at| at < come), Part::of(stayed, |at| at > noticed));
    if before.times.len() < 2 || after.times.len() < 3 {
        return Finding::waits_for(if super::is_flood(stayed) { "not-steady" } else { "stream-ends" });
    }
    let (usual, now) = (before.jumps().max(), after.jumps().min());
    if let (Some(usual), Some(now)) = (usual, now)
        && now > usual.max(1)
    {
        let message = id("ids").count("left", left.len()).count("usual", *usual as usize).count("now", *now as usize);
        return Finding::fail(message).showing([stayed.operation]);
    }
    let (slow, fast) = (before.pace(), after.pace());
    if fast * 2 < slow {
        let message = id("faster").count("left", left.len()).time("before", slow).time("after", fast);
        return Finding::fail(message).showing([stayed.operation]);
    }
    Finding::pass(id("pass").count("left", left.len()))
}

/// When a server that writes all the time has noticed who left.
const SOON: Nanos = 500_000_000;

/// The events of a part of a stream.
struct Part {
    times: Vec<Nanos>,
    ids: Vec<u64>,
}

impl Part {
    fn of(heard: &Heard, is: impl Fn(Nanos) -> bool) -> Self {
        let events = || heard.events.iter().filter(|timed| is(timed.at));
        let own = events().filter(|timed| timed.event.own_id);
        Self {
            times: events().map(|timed| timed.at).collect(),
            ids: own.filter_map(|timed| timed.event.id.parse().ok()).collect(),
        }
    }

    /// How far the ids go from each event to the next.
    fn jumps(&self) -> impl Iterator<Item = u64> {
        self.ids.windows(2).map(|pair| pair[1].saturating_sub(pair[0]))
    }

    /// The time from one event to the next, on average.
    fn pace(&self) -> Nanos {
        let (first, last) = (self.times[0], self.times[self.times.len() - 1]);
        (last - first) / (self.times.len() as Nanos - 1)
    }
}
