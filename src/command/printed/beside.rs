//! What a server printed, beside what was asked of it at that moment.

use super::{Printed, told};
use crate::checker::Verdict;
use crate::driver::wire::Clock;
use crate::report::{Evidence, Report, Stack};
use std::path::Path;
use std::time::{Duration, Instant};

/// So many lines are shown with a failure.
const MOST: usize = 4;
/// A line belongs to a request from a moment before it was sent until a moment after its answer, or until so long after
/// it was sent, if that was kept waiting.
const MOMENT: Duration = Duration::from_millis(300);
const LONGEST: Duration = Duration::from_secs(2);

/// A server that we started: its command, and what it prints.
#[derive(Clone)]
pub struct StartedServer {
    pub command: String,
    pub printed: Printed,
}

impl StartedServer {
    /// Adds to each failure what was printed then, and what the server is written with, unless its answers told.
    pub fn add_to(&self, report: &mut Report, clock: Option<Clock>) {
        report.target.stack = report.target.stack.or_else(|| self.stack());
        let Some(clock) = clock else { return };
        for scenario in report.labs.iter_mut().flat_map(|lab| &mut lab.scenarios) {
            let rules = scenario.rules.iter_mut().chain(&mut scenario.advice);
            for rule in rules.filter(|rule| rule.verdict == Verdict::Fail) {
                rule.printed = told(&self.printed.within(&moments(&rule.evidence, clock)), MOST);
            }
        }
    }

    /// As its command tells, or the files of this folder, or what it prints.
    fn stack(&self) -> Option<Stack> {
        let of_folder = || {
            let has = |names: &[&str]| names.iter().any(|name| Path::new(name).exists());
            match (has(&["requirements.txt", "pyproject.toml", "app.py", "uv.lock"]), has(&["package.json"])) {
                (true, false) => Some(Stack::Python),
                (false, true) => Some(Stack::Node),
                _ => None,
            }
        };
        let of_output = || self.printed.all().iter().find_map(|line| Stack::named_in(line));
        Stack::named_in(&self.command).or_else(of_folder).or_else(of_output)
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
