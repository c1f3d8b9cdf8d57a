use super::Timing;
use crate::history::{CpuSample, History, Nanos, Noise, Operation, Outcome, Tolerance};

/// The limits of time of one lab in one run, the same for each of its rules.
#[derive(Debug, Clone)]
pub struct Limits<'a> {
    pub prompt: Nanos,
    pub late: Nanos,
    /// The median round trip that they rest on.
    pub round_trip: Nanos,
    noise: &'a [Noise],
    cpu: &'a [CpuSample],
    bound: Nanos,
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
    /// For a lab whose immediate answers take this long, by the median.
    pub fn new(history: &'a History, round_trip: Nanos) -> Self {
        let Tolerance { prompt_ms, prompt_round_trips, late_ms, late_round_trips, noise_bound_ms } =
            history.header.tolerance;
        let limit = |ms: f64, trips: f64| (ms * 1e6).max(round_trip as f64 * trips) as Nanos;
        Self {
            prompt: limit(prompt_ms, prompt_round_trips),
            late: limit(late_ms, late_round_trips),
            round_trip,
            noise: &history.noise,
            cpu: &history.cpu,
            bound: (noise_bound_ms * 1e6) as Nanos,
        }
    }

    /// The same, and none of them longer than this.
    pub fn at_most(self, limit: Nanos) -> Self {
        Self { prompt: self.prompt.min(limit), late: self.late.min(limit), ..self }
    }

    /// The largest noise that was there at some moment between the two: how late the control was, or how long the
    /// target was kept waiting for a processor.
    pub fn noise(&self, from: Nanos, to: Nanos) -> Nanos {
        let late = self.noise.iter().filter(|noise| noise.at <= to && noise.at + noise.late >= from);
        late.map(|noise| noise.late).max().unwrap_or(0).max(self.waited(from, to))
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
