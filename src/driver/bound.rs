//! How long a run takes at most: what is announced before the target is known.

use super::streams::FIRST;
use crate::scenario::{Phase, Scenario, Step};
use std::time::Duration;

/// What a scenario that listens does beside listening: it stays away for 2.5 s, and asks once or twice.
const BESIDE: Duration = Duration::from_secs(5);

/// All that acts takes about 8 s, and 22 s where a target leaves all that is due without an answer: each is waited for. A
/// busy machine takes some more.
const ACTING: Duration = Duration::from_secs(25);

/// How long a first pass takes at most, for a target with this hold and round trip.
///
/// It rests on three things. What acts does so one after the other. All that waits shares one window, as long as the
/// longest of it. And a stream is listened to for so many of its own intervals, which nobody knows before it was heard: an
/// interval is taken for the longest that is waited for, so that a stream of one quote in two seconds takes a fifth of it.
/// Streams that take turns, because one of them keeps everybody else out, may take longer where they are slow too.
pub fn bound(scenarios: &[Scenario], hold: Duration, round_trip: Duration) -> Duration {
    let alone: u32 = scenarios.iter().filter(|s| s.phase() == Phase::Active).map(intervals).sum();
    FIRST * alone + window(scenarios, hold, FIRST) + ACTING + round_trip * 100
}

/// The same of all that waits, for streams with this interval. Beside its intervals, a scenario waits for some seconds.
pub fn window(scenarios: &[Scenario], hold: Duration, interval: Duration) -> Duration {
    let listened = scenarios.iter().filter(|s| s.phase() == Phase::Quiet).map(intervals).max().unwrap_or(0);
    hold.max(if listened == 0 { Duration::ZERO } else { interval * listened + BESIDE })
}

/// So many intervals of a stream pass in a scenario: each time that it is listened to, the one before the first event,
/// or the one in which that begins, comes on top.
fn intervals(scenario: &Scenario) -> u32 {
    let of = |step: &Step| if let Step::Listen(listen) = step { listen.intervals + 1 } else { 0 };
    scenario.rounds.iter().map(|round| round.times * round.steps.iter().map(of).sum::<u32>()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checker;
    use crate::scenario::{Lab, embedded};

    #[test]
    fn streams_take_their_own_intervals_beside_the_hold() {
        let seconds = Duration::from_secs;
        let mut scenarios = embedded(&checker::names()).unwrap();
        let of = |id: &str| scenarios.iter().find(|s| s.id == id).map(intervals);
        let told = ["stream", "subscribers", "stream-leavers", "stream-extras", "page", "held"].map(of);
        assert_eq!(told, [5, 2, 9, 7, 0, 0].map(Some));
        assert_eq!(window(&scenarios, seconds(25), seconds(2)), seconds(25));
        assert_eq!(window(&scenarios, seconds(2), seconds(2)), seconds(23));
        assert_eq!(bound(&scenarios, seconds(25), Duration::from_millis(10)), seconds(20 + 95 + 25 + 1));
        scenarios.retain(|s| s.lab == Lab::LongPolling);
        assert_eq!(bound(&scenarios, seconds(25), Duration::from_millis(10)), seconds(25 + 25 + 1));
    }
}
