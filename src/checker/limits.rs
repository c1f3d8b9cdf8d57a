use super::{NoiseByOthers, Timing};
use crate::history::{History, Nanos, Operation, Outcome, median};

/// The limits of time of one lab in one run, the same for each of its rules.
#[derive(Debug, Clone)]
pub struct Limits<'a> {
    pub prompt: Nanos,
    pub late: Nanos,
    /// The median time of the target's immediate answers, which they rest on.
    pub round_trip: Nanos,
    noise: NoiseByOthers<'a>,
    bound: Nanos,
    /// None of them is longer.
    most: Nanos,
    /// The noise so long before and after a time counts as that of the time.
    around: Nanos,
}

/// How an answer's time is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Promptness {
    Prompt,
    Late,
    Lost,
    /// The machine was too busy at that moment to tell.
    Unsure,
}

impl<'a> Limits<'a> {
    /// For a lab whose immediate answers take this long, by the median. What the network takes of that is known by how
    /// long connections took to be made; where nobody saw that, it is taken for nothing.
    pub fn new(history: &'a History, round_trip: Nanos) -> Self {
        let tolerance = history.header.tolerance;
        let network = median(history.operations.iter().filter_map(|o| o.network).collect()).unwrap_or(0);
        Self {
            prompt: tolerance.prompt(round_trip, network),
            late: tolerance.late(round_trip, network),
            round_trip,
            noise: NoiseByOthers::of(history),
            bound: tolerance.noise_bound(),
            most: Nanos::MAX,
            around: 0,
        }
    }

    /// The same, and none of them longer than this.
    pub fn at_most(self, limit: Nanos) -> Self {
        Self { prompt: self.prompt.min(limit), late: self.late.min(limit), most: limit, ..self }
    }

    /// The same for what passes through many hands, as what a page shows does: one of them may wait when the control does
    /// not, and on a machine that was that late a moment ago it does.
    pub fn around(self, around: Nanos) -> Self {
        Self { around, ..self }
    }

    /// Those of what is asked while something of ours is held or open: the target's own slowness, which is there without
    /// it too, is no sign that this keeps anybody away.
    pub fn beside_others(&self) -> Self {
        Self { late: (self.late + self.round_trip).min(self.most), ..self.clone() }
    }

    /// The largest noise that was there at some moment between the two, and that was not the target's own doing.
    pub fn noise(&self, from: Nanos, to: Nanos) -> Nanos {
        self.noise.between(from.saturating_sub(self.around), to.saturating_add(self.around))
    }

    /// Whether nobody can say if the noise between the two was too large, as it was not measured all the time.
    pub fn unmeasured(&self, from: Nanos, to: Nanos) -> bool {
        self.noise.unmeasured(from, to) > self.bound && self.noise.measured(from, to) <= self.bound
    }

    /// What was seen of something due from `from` that ended at `to`, beside its limit and the noise of that moment.
    pub fn timing(&self, from: Nanos, to: Nanos, limit: Nanos) -> Timing {
        Timing { observed: to.saturating_sub(from), limit, noise: self.noise(from, to) }
    }

    /// Whether the noise between the two is too large to conclude anything from a time.
    pub fn too_noisy(&self, from: Nanos, to: Nanos) -> bool {
        self.too_noisy_for(from, to, 0)
    }

    /// The same of a time with a long limit: where it is passed by a tenth, delays of less than that tenth do not explain
    /// it.
    pub fn too_noisy_for(&self, from: Nanos, to: Nanos, limit: Nanos) -> bool {
        let (noise, margin) = (self.noise(from, to), limit / 10);
        noise > self.bound && (noise > margin || to.saturating_sub(from) < limit + margin)
    }

    /// Judges the answer to an operation that was due from `from`. A connection that the target cut is no answer, and
    /// none will come; one that was never made says nothing here.
    pub fn wait_for(&self, from: Nanos, operation: &Operation) -> Promptness {
        match &operation.outcome {
            Outcome::Answered(_) => self.judge(from, operation.came(), true),
            Outcome::Indeterminate(_) if operation.was_cut() => Promptness::Lost,
            Outcome::Indeterminate(_) => self.judge(from, operation.done, false),
            Outcome::Refused(_) => Promptness::Unsure,
        }
    }

    /// Judges an answer that was due from `from` and came at `to`, or had not come by then if `came` is false.
    pub fn judge(&self, from: Nanos, to: Nanos, came: bool) -> Promptness {
        let took = to.saturating_sub(from);
        if came && took <= self.prompt {
            return Promptness::Prompt;
        }
        let noise = self.noise(from, to);
        if noise > self.bound {
            return Promptness::Unsure;
        }
        match (came, took) {
            (true, took) if took <= self.prompt + noise => Promptness::Prompt,
            (true, took) if took <= self.late + noise => Promptness::Late,
            // We stopped waiting too early to blame anybody.
            (false, took) if took < self.late + noise => Promptness::Unsure,
            _ => Promptness::Lost,
        }
    }
}
