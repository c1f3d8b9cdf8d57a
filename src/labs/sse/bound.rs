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
    Bound { active: alone.into_iter().map(|one| listened(one, FIRST)).sum(), quiet: window(&quiet, FIRST) }
}

/// The longest of these, for streams with this interval. Beside its intervals, a scenario waits for some seconds.
pub fn window(scenarios: &[&Scenario], interval: Duration) -> Duration {
    let longest = scenarios.iter().map(|one| listened(one, interval)).max().unwrap_or_default();
    if longest.is_zero() { longest } else { longest + BESIDE }
}

/// How long a scenario listens to streams with this interval: each time, the one before the first event, or the one in
/// which that begins, comes on top.
fn listened(scenario: &Scenario, interval: Duration) -> Duration {
    let mut so_far = Duration::ZERO;
    for round in scenario.rounds_as::<Step>() {
        for step in (0..round.times).flat_map(|_| &round.steps) {
            so_far = match step {
                Step::Listen(listen) => (so_far + interval * (listen.intervals + 1)).max(listen.until_age),
                Step::Watch(age) => so_far.max(*age),
                _ => so_far,
            };
        }
    }
    so_far
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_add_up_and_an_age_is_reached_once() {
        let toml = r#"
            id = "s"
            lab = "sse"
            title = { en = "t", fr = "t" }
            explanation = { en = "e", fr = "e" }
            [[round]]
            steps = [{ subscribe = {} }, { listen = { intervals = 4, until_age = "12s" } }, { listen = {} }, { watch = "22s" }]
            [[round]]
            times = 2
            steps = [{ listen = { intervals = 0 } }]
            [[expect]]
            rule = "stream-renamed"
        "#;
        let scenario = crate::scenario::read_as::<Step>(toml).expect("a scenario");
        for (interval, seconds) in [(1, 24), (2, 26), (10, 90)] {
            assert_eq!(listened(&scenario, Duration::from_secs(interval)), Duration::from_secs(seconds), "{interval}");
        }
        assert_eq!(window(&[&scenario], Duration::from_secs(10)), Duration::from_secs(95));
        assert_eq!(window(&[], FIRST), Duration::ZERO);
    }
}
