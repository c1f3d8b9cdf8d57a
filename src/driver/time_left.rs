//! How much time a run has for what it does next.

use super::bound::{ACTING, BREAKING, LAST, ONCE_MORE};
use super::lab::FoundLab;
use super::progress::Progress;
use super::run::Run;
use super::wire::nanos;
use crate::history::Nanos;
use crate::scenario::{Phase, Scenario};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

impl Run {
    /// Once, when that is known: it takes longer than was announced.
    pub(super) async fn tell_if_slower<F: Future<Output = ()>>(&self, tell: impl Fn(Progress) -> F) {
        if self.context.pace.limit().is_none() || self.slow_end.load(Ordering::Relaxed) > 0 {
            return;
        }
        let end = self.last();
        self.slow_end.store(end, Ordering::Relaxed);
        let most = end.saturating_sub(self.context.clock.now());
        tell(Progress::Slower(Duration::from_nanos(most))).await;
    }

    /// How much time is kept for what may break something: more of it if the target is asked slowly.
    pub(super) fn breaking(&self) -> Duration {
        BREAKING + self.context.pace.time_for(LAST) + self.turn()
    }

    /// What comes after takes so long.
    pub(super) fn end_in_time_for(&self, what_follows: Duration) {
        let told = self.slow_end.load(Ordering::Relaxed);
        let end = if told > 0 { told } else { self.last() };
        self.context.patience.end_at(end.saturating_sub(nanos(what_follows)));
    }

    /// How long it may have to be waited for room, of a target that limits how often it is asked: as long as it counts.
    pub(super) fn turn(&self) -> Duration {
        self.context.pace.limit().map_or(Duration::ZERO, |limit| Duration::from_nanos(limit.window))
    }

    /// Whatever the target does, it is over by then: one after the other, what acts takes less than a minute and what
    /// each lab says, and everything is driven three times at most.
    fn last(&self) -> Nanos {
        let quiet: Vec<&Scenario> = self.of(Phase::Quiet).collect();
        nanos(ACTING + self.acting + self.window(&quiet) * 3)
    }

    fn of(&self, phase: Phase) -> impl Iterator<Item = &Scenario> {
        self.scenarios.iter().filter(move |(_, own)| *own == phase).map(|(scenario, _)| scenario)
    }

    /// Whether there is time to drive these once more.
    pub fn has_time_for(&self, chosen: &[String]) -> bool {
        let quiet: Vec<&Scenario> = self.of(Phase::Quiet).filter(|scenario| chosen.contains(&scenario.id)).collect();
        self.end_in_time_for(Duration::ZERO);
        self.context.patience.left(self.context.clock.now()) >= ONCE_MORE + self.window(&quiet)
    }

    /// How long these take at most, by what is known now.
    pub(super) fn window(&self, quiet: &[&Scenario]) -> Duration {
        let of = |lab: &Arc<dyn FoundLab>| {
            let own: Vec<&Scenario> = quiet.iter().filter(|scenario| scenario.lab == lab.id()).copied().collect();
            if own.is_empty() { Duration::ZERO } else { lab.window(&own) }
        };
        self.labs.iter().map(of).max().unwrap_or_default()
    }
}
