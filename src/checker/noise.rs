//! The noise of the machine, as far as others made it: what the target's own processes do to the machine is its own.

use crate::history::{CpuSample, Event, History, Nanos, Noise};
use std::sync::Arc;

/// How late the control was from some moment to another, and how much of that was not the target's doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Delay {
    from: Nanos,
    to: Nanos,
    by_others: Nanos,
}

#[derive(Debug, Clone)]
pub struct NoiseByOthers<'a> {
    delays: Arc<[Delay]>,
    /// When nobody measured, since the control had ended and was not yet started anew.
    gaps: Arc<[(Nanos, Nanos)]>,
    cpu: &'a [CpuSample],
}

impl<'a> NoiseByOthers<'a> {
    pub fn of(history: &'a History) -> Self {
        let cpu = &history.cpu;
        let delay = |noise: &Noise| {
            let (from, to) = (noise.at, noise.at + noise.late);
            Delay { from, to, by_others: noise.late.saturating_sub(own(cpu, from, to)) }
        };
        let gap = |note: &crate::history::Note| match note.event {
            Event::Unmeasured { since } => Some((since, note.at)),
            _ => None,
        };
        Self {
            delays: history.noise.iter().map(delay).collect(),
            gaps: history.notes.iter().filter_map(gap).collect(),
            cpu,
        }
    }

    /// The largest that was there at some moment between the two: how late the control was, or how long the target was
    /// kept waiting for a processor. While nobody measured, it may have been as long as that lasted.
    pub fn between(&self, from: Nanos, to: Nanos) -> Nanos {
        self.measured(from, to).max(self.unmeasured(from, to))
    }

    /// The largest that was seen between the two.
    pub fn measured(&self, from: Nanos, to: Nanos) -> Nanos {
        let late = self.delays.iter().filter(|delay| delay.from <= to && delay.to >= from);
        late.map(|delay| delay.by_others).max().unwrap_or(0).max(self.waited(from, to))
    }

    /// The longest time around these moments in which nobody measured.
    pub fn unmeasured(&self, from: Nanos, to: Nanos) -> Nanos {
        let gaps = self.gaps.iter().filter(|(since, until)| *since <= to && *until >= from);
        gaps.map(|(since, until)| until.saturating_sub(*since)).max().unwrap_or(0)
    }

    /// How late the control was, each time that it was rung.
    pub fn delays(&self) -> impl Iterator<Item = Nanos> {
        self.delays.iter().map(|delay| delay.by_others)
    }

    /// How long others kept the target from the processor between the two. Consecutive run-queue waits add up: the
    /// accepting thread may be delayed, then the answering thread. Many short ones do not, since work goes on between
    /// them.
    fn waited(&self, from: Nanos, to: Nanos) -> Nanos {
        let (mut most, mut sum, mut end) = (0, 0, 0);
        for pair in self.cpu.windows(2) {
            // A wait that is read now ended at some moment since the reading before.
            let (last, now, time) = (pair[0].at, pair[1].at, pair[1].longest_wait);
            let start = last.saturating_sub(time);
            if start > to || now < from {
                continue;
            }
            if time > now.saturating_sub(last) {
                sum = if start <= end { sum + time } else { time };
                end = now;
            }
            most = most.max(sum).max(time);
        }
        most
    }
}

/// For how much of the time between the two the target's own processes had every processor to themselves, taking it that
/// they work evenly from one reading to the next.
fn own(cpu: &[CpuSample], from: Nanos, to: Nanos) -> Nanos {
    let first = cpu.partition_point(|sample| sample.at <= from).saturating_sub(1);
    let pairs = cpu[first..].windows(2).take_while(|pair| pair[0].at < to);
    let share = |pair: &[CpuSample]| {
        let (last, now) = (pair[0].at, pair[1].at);
        let common = now.min(to).saturating_sub(last.max(from));
        u128::from(pair[1].own) * u128::from(common) / u128::from(now.saturating_sub(last).max(1))
    };
    pairs.map(share).sum::<u128>().try_into().unwrap_or(Nanos::MAX)
}
