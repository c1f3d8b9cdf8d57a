//! How long listening takes at most.

use super::steps::Step;
use crate::driver::Bound;
use crate::scenario::Scenario;
use std::time::Duration;

/// How long the first event of a stream is waited for, and the second if no interval is known yet.
pub const FIRST: Duration = Duration::from_secs(10);

/// What a scenario that listens does beside listening: it stays away for 2.5 s, and asks once or twice.
const BESIDE: Duration = Duration::from_secs(5);

/// A stream is listened to for so many of its own intervals, which nobody knows before it was heard: an interval is
/// taken for the longest that is waited for, so that a stream of one quote in two seconds takes a fifth of it.
pub fn bound(scenarios: &[&Scenario]) -> Bound {
    let (alone, quiet): (Vec<&Scenario>, Vec<&Scenario>) = scenarios.iter().copied().partition(|one| one.alone);
    Bound { active: FIRST * alone.into_iter().map(intervals).sum(), quiet: window(&quiet, FIRST) }
}

/// The longest of these, for streams with this interval. Beside its intervals, a scenario waits for some seconds.
pub fn window(scenarios: &[&Scenario], interval: Duration) -> Duration {
    match scenarios.iter().copied().map(intervals).max() {
        None | Some(0) => Duration::ZERO,
        Some(listened) => interval * listened + BESIDE,
    }
}

/// So many intervals of a stream pass in a scenario: each time that it is listened to, the one before the first event,
/// or the one in which that begins, comes on top.
fn intervals(scenario: &Scenario) -> u32 {
    let of = |step: &Step| if let Step::Listen(listen) = step { listen.intervals + 1 } else { 0 };
    scenario.rounds_as::<Step>().iter().map(|round| round.times * round.steps.iter().map(of).sum::<u32>()).sum()
}
