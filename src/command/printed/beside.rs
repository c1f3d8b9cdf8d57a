//! What a server printed, beside what was asked of it at that moment.

use super::{Printed, told};
use crate::checker::Verdict;
use crate::driver::wire::Clock;
use crate::report::{Evidence, Report};
use std::time::{Duration, Instant};

/// So many lines are shown with a failure.
const MOST: usize = 4;
/// A line belongs to a request from a moment before it was sent until a moment after its answer, or until so long after
/// it was sent, if that was kept waiting.
const MOMENT: Duration = Duration::from_millis(300);
const LONGEST: Duration = Duration::from_secs(2);

/// A server that we started, and what it prints.
#[derive(Clone)]
pub struct StartedServer {
    pub printed: Printed,
}

impl StartedServer {
    /// Adds to each failure what was printed then.
    pub fn add_to(&self, report: &mut Report, clock: Option<Clock>) {
        let Some(clock) = clock else { return };
        for scenario in report.labs.iter_mut().flat_map(|lab| &mut lab.scenarios) {
            let rules = scenario.rules.iter_mut().chain(&mut scenario.advice);
            for rule in rules.filter(|rule| rule.verdict == Verdict::Fail) {
                rule.printed = told(&self.printed.within(&moments(&rule.evidence, clock)), MOST);
            }
        }
    }
}

/// When the requests that a finding rests on were under way.
fn moments(evidence: &Evidence, clock: Clock) -> Vec<(Instant, Instant)> {
    let nanos = |ms: f64| (ms.max(0.0) * 1e6) as u64;
    let moment = |sent: f64, done: f64| {
        let (sent, done) = (clock.instant(nanos(sent)), clock.instant(nanos(done)));
        (sent.checked_sub(MOMENT / 10).unwrap_or(sent), done.min(sent + LONGEST) + MOMENT)
    };
    evidence.shown().map(|request| moment(request.sent_ms, request.done_ms)).collect()
}
