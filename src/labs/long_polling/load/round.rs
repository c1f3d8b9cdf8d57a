use super::waiter_pool::{LoadRound, WaiterOutcome};
use crate::history::Nanos;
use std::collections::BTreeMap;
use std::time::Duration;

/// One update with its waiters, in numbers.
#[derive(Debug, Clone)]
pub struct RoundFigures {
    pub waiters: usize,
    pub setup: Nanos,
    pub update: RoundTrip,
    pub read: RoundTrip,
    /// How long each woken waiter waited for its answer from the update on, by the kernel's stamps and by ours; sorted.
    pub kernel: Vec<Nanos>,
    pub ours: Vec<Nanos>,
    /// The waiters that got no news, by what they got.
    pub others: BTreeMap<WaiterOutcome, usize>,
    pub noise: Nanos,
    /// By us, and by the target where its processes can be seen.
    pub used: [Option<Used>; 2],
}

/// One request and how long it took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoundTrip {
    Answered { code: u16, took: Nanos },
    Refused,
    None,
}

/// What waiting took: memory beyond what was used before anybody waited, and the processor time of the round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Used {
    pub memory: u64,
    pub cpu: Duration,
}

/// What was not prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Connections of waiters, or of the update.
    Refused(usize),
    Update(RoundTrip),
    Read(RoundTrip),
    NotWoken(usize),
    Late {
        waiters: usize,
        last: Nanos,
    },
}

/// Whether a round was as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoadVerdict {
    Prompt,
    /// The machine was too busy to tell.
    Unsure,
    Fails(Vec<Fault>),
}

impl RoundFigures {
    pub fn new(
        waiters: usize,
        setup: Nanos,
        wave: &LoadRound,
        update: RoundTrip,
        read: RoundTrip,
        noise: Nanos,
        used: [Option<Used>; 2],
    ) -> Self {
        let mut round =
            Self { waiters, setup, update, read, kernel: vec![], ours: vec![], others: BTreeMap::new(), noise, used };
        for waited in &wave.waited {
            if waited.came != WaiterOutcome::Update {
                *round.others.entry(waited.came).or_default() += 1;
                continue;
            }
            let due = wave.due(waited);
            round.ours.push(waited.done.saturating_sub(due));
            round.kernel.extend(waited.arrived.map(|at| at.saturating_sub(due)));
        }
        round.ours.sort_unstable();
        round.kernel.sort_unstable();
        round
    }

    /// The waiters that got an error, and of what kind.
    pub fn errors(&self) -> impl Iterator<Item = (WaiterOutcome, usize)> {
        let errors = self.others.iter().filter(|(came, _)| {
            !matches!(came, WaiterOutcome::Update | WaiterOutcome::Nothing | WaiterOutcome::NoUpdate)
        });
        errors.map(|(came, count)| (*came, *count))
    }

    /// The waiters that got neither news nor an error in time.
    pub fn lost(&self) -> usize {
        self.waiters - self.ours.len() - self.errors().map(|(_, count)| count).sum::<usize>()
    }

    pub fn verdict(&self, prompt: Nanos, bound: Nanos) -> LoadVerdict {
        let limit = prompt + self.noise.min(bound);
        let slow = |trip: RoundTrip| !matches!(trip, RoundTrip::Answered { code: 200..300, took } if took <= limit);
        let refused = self.others.get(&WaiterOutcome::Refused).copied().unwrap_or(0)
            + usize::from(self.update == RoundTrip::Refused);
        let not_woken = self.waiters - self.ours.len() - self.others.get(&WaiterOutcome::Refused).copied().unwrap_or(0);
        // What the kernel had late was late; where it says nothing, our own times stand.
        let times = if self.kernel.len() == self.ours.len() { &self.kernel } else { &self.ours };
        let late = times.iter().filter(|&&time| time > limit).count();
        let mut faults = Vec::new();
        faults.extend((refused > 0).then_some(Fault::Refused(refused)));
        faults.extend((slow(self.update) && self.update != RoundTrip::Refused).then_some(Fault::Update(self.update)));
        faults.extend(slow(self.read).then_some(Fault::Read(self.read)));
        // Where the update did nothing, nobody could be woken.
        faults.extend((not_woken > 0 && self.update != RoundTrip::Refused).then_some(Fault::NotWoken(not_woken)));
        faults.extend((late > 0).then(|| Fault::Late { waiters: late, last: times.last().copied().unwrap_or(0) }));
        let in_time_it_would_do = |fault: &Fault| match fault {
            Fault::Late { .. } => true,
            Fault::Update(trip) | Fault::Read(trip) => matches!(trip, RoundTrip::Answered { code: 200..300, .. }),
            Fault::Refused(_) | Fault::NotWoken(_) => false,
        };
        let only_time = faults.iter().all(in_time_it_would_do);
        match () {
            () if faults.is_empty() => LoadVerdict::Prompt,
            () if self.noise > bound && only_time => LoadVerdict::Unsure,
            () => LoadVerdict::Fails(faults),
        }
    }
}

/// How a ramp rises: 1, 2, 5, 10 and so on, and at last the most.
pub fn steps(most: usize) -> Vec<usize> {
    let powers = std::iter::successors(Some(1usize), |power| power.checked_mul(10));
    let mut steps: Vec<_> =
        powers.flat_map(|power| [1, 2, 5].map(|factor| power.saturating_mul(factor))).take(24).collect();
    steps.retain(|step| *step < most);
    steps.push(most);
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Nanos = 1_000_000;

    fn round() -> RoundFigures {
        let answered = RoundTrip::Answered { code: 200, took: MS };
        RoundFigures {
            waiters: 3,
            setup: MS,
            update: answered,
            read: answered,
            kernel: vec![MS, 2 * MS, 3 * MS],
            ours: vec![2 * MS, 3 * MS, 400 * MS],
            others: BTreeMap::new(),
            noise: 0,
            used: [None; 2],
        }
    }

    fn verdict(round: &RoundFigures) -> LoadVerdict {
        round.verdict(250 * MS, 250 * MS)
    }

    #[test]
    fn the_kernels_stamps_count_where_there_are_some() {
        assert_eq!(verdict(&round()), LoadVerdict::Prompt);
        let ours = RoundFigures { kernel: vec![], ..round() };
        assert_eq!(verdict(&ours), LoadVerdict::Fails(vec![Fault::Late { waiters: 1, last: 400 * MS }]));
    }

    #[test]
    fn noise_is_allowed_up_to_its_bound_and_then_nothing_is_said_of_times() {
        let late = |noise| RoundFigures { kernel: vec![MS, MS, 450 * MS], noise, ..round() };
        assert_eq!(verdict(&late(200 * MS)), LoadVerdict::Prompt);
        assert!(matches!(verdict(&late(100 * MS)), LoadVerdict::Fails(_)));
        let later = RoundFigures { kernel: vec![MS, MS, 600 * MS], ..late(300 * MS) };
        assert_eq!(verdict(&later), LoadVerdict::Unsure);
        let lost = RoundFigures {
            kernel: vec![MS],
            ours: vec![MS],
            others: [(WaiterOutcome::Nothing, 2)].into(),
            ..late(300 * MS)
        };
        assert_eq!(verdict(&lost), LoadVerdict::Fails(vec![Fault::NotWoken(2)]));
    }

    #[test]
    fn whatever_fails_is_told() {
        let round =
            RoundFigures { update: RoundTrip::None, read: RoundTrip::Answered { code: 500, took: MS }, ..round() };
        assert_eq!(verdict(&round), LoadVerdict::Fails(vec![Fault::Update(round.update), Fault::Read(round.read)]));
    }

    #[test]
    fn a_ramp_ends_with_the_most() {
        assert_eq!(steps(1), [1]);
        assert_eq!(steps(30), [1, 2, 5, 10, 20, 30]);
        assert_eq!(steps(1000), [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]);
    }
}
