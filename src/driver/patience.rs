//! How long a run goes on waiting for what does not come.
//!
//! A target that leaves one request without an answer is waited for as long as any other. One that leaves all of them is
//! asked one question, not a hundred and fifty: once it was waited for in vain for long enough, and what that shows is
//! written down, the next ones are waited for a moment only, and after some of those nothing more is asked.

use crate::history::Nanos;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

/// So much waiting in vain is evidence enough: in all, and of what one scenario is about.
const ENOUGH: Nanos = 30_000_000_000;
const ENOUGH_OF_ONE: Nanos = 8_000_000_000;
/// So much more is waited in all, a moment each time.
const MORE: Nanos = 6_000_000_000;
/// That moment.
pub const MOMENT: Duration = Duration::from_millis(250);

#[derive(Debug, Default)]
pub struct Patience {
    waited: Mutex<Waited>,
    /// When the run ends, whatever the target does; 0 where nobody has said so.
    deadline: AtomicU64,
    /// Whether the target was looked at one last time.
    has_looked: AtomicBool,
}

#[derive(Debug, Default)]
struct Waited {
    total: Nanos,
    /// Since the last scenario began.
    of_one: Nanos,
    /// Until when that is counted: those who wait side by side wait once.
    until: Nanos,
}

impl Patience {
    /// Between these moments something was due, and had not come in the end.
    pub fn in_vain(&self, from: Nanos, to: Nanos) {
        let mut waited = self.waited();
        let time = to.saturating_sub(from.max(waited.until));
        waited.total += time;
        waited.of_one += time;
        waited.until = waited.until.max(to);
    }

    /// Something else is looked at: it may be all right.
    pub fn begin(&self) {
        self.waited().of_one = 0;
    }

    fn waited(&self) -> std::sync::MutexGuard<'_, Waited> {
        self.waited.lock().expect("no holder panics")
    }

    /// Whether nothing is waited for any more but for a moment.
    pub fn is_hurried(&self) -> bool {
        let waited = self.waited();
        waited.total >= ENOUGH || waited.of_one >= ENOUGH_OF_ONE
    }

    /// Whether nothing more is asked, however soon it might be answered: not of this scenario, if that has let us wait for
    /// long enough, while the next one may be about something else; of none, if all have.
    pub fn is_over(&self) -> bool {
        let waited = self.waited();
        waited.total >= ENOUGH + MORE || (waited.of_one >= ENOUGH_OF_ONE && waited.total < ENOUGH)
    }

    /// How much time there is until the run ends, whatever the target does.
    pub fn left(&self, now: Nanos) -> Duration {
        match self.deadline.load(Ordering::Relaxed) {
            0 => Duration::MAX,
            deadline => Duration::from_nanos(deadline.saturating_sub(now)),
        }
    }

    pub fn end_at(&self, deadline: Nanos) {
        self.deadline.store(deadline, Ordering::Relaxed);
    }

    /// Whether this is the first time that this is asked: the end of the target is worth one more look, a patient one.
    pub fn looks_once_more(&self) -> bool {
        !self.has_looked.swap(true, Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const S: Nanos = 1_000_000_000;

    #[test]
    fn those_who_wait_side_by_side_wait_once() {
        let patience = Patience::default();
        let part = ENOUGH_OF_ONE / 4;
        for (from, to) in [(0, 2), (1, 3), (1, 2)] {
            patience.in_vain(from * part, to * part);
        }
        assert!(!patience.is_hurried());
        patience.in_vain(20 * part, 21 * part);
        assert!(patience.is_hurried() && patience.is_over());
    }

    #[test]
    fn each_scenario_has_its_own_until_it_was_enough_in_all() {
        let patience = Patience::default();
        let part = ENOUGH_OF_ONE - 1;
        let scenarios = ENOUGH.div_ceil(part);
        for number in 1..=scenarios {
            patience.begin();
            assert!(!patience.is_hurried() && !patience.is_over(), "{number}");
            patience.in_vain(number * 10 * S, number * 10 * S + part);
        }
        patience.begin();
        assert!(patience.is_hurried() && !patience.is_over());
    }

    #[test]
    fn after_some_more_moments_nothing_is_asked() {
        let patience = Patience::default();
        patience.in_vain(0, ENOUGH + MORE - 1);
        patience.begin();
        assert!(!patience.is_over());
        patience.in_vain(0, ENOUGH + MORE);
        assert!(patience.is_over());
    }

    #[test]
    fn the_end_comes_as_announced() {
        let patience = Patience::default();
        assert_eq!(patience.left(7), Duration::MAX);
        patience.end_at(60 * S);
        assert_eq!(patience.left(20 * S), Duration::from_secs(40));
        assert_eq!(patience.left(61 * S), Duration::ZERO);
    }

    #[test]
    fn the_last_look_is_one() {
        let patience = Patience::default();
        assert_eq!([patience.looks_once_more(), patience.looks_once_more()], [true, false]);
    }
}
