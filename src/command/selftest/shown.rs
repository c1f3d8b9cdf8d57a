//! What a server of the museum showed, beside what its file declares.

use crate::checker::Verdict;
use crate::cli::Verbosity;
use crate::command::out;
use crate::report::{Report, RuleReport};
use std::collections::BTreeSet;
use std::time::Duration;

/// Why what needs a Redis is not judged.
pub const NO_REDIS: &str = "no redis-server here";

/// What one server showed.
pub struct SelftestRow {
    pub name: String,
    pub declared: BTreeSet<String>,
    /// What it may fail beside that.
    pub allowed: BTreeSet<String>,
    pub report: Option<Report>,
    pub trouble: Option<String>,
    pub took: Duration,
    /// How many checks it took to find what was declared.
    pub checks: u32,
    /// Nothing of ours ran beside it.
    pub alone: bool,
}

/// What it showed beside what its file declares.
struct Compared {
    expected: bool,
    failed: BTreeSet<String>,
    missing: BTreeSet<String>,
    surprising: BTreeSet<String>,
    unknown: BTreeSet<String>,
}

impl SelftestRow {
    /// What was declared failed.
    pub fn is_found(&self) -> bool {
        let failed = |rule: &&RuleReport| rule.verdict == Verdict::Fail;
        let failed: BTreeSet<String> = self
            .report
            .iter()
            .flat_map(|report| required(report).chain(advice(report)))
            .filter(failed)
            .map(|rule| rule.id.clone())
            .collect();
        self.declared.is_subset(&failed)
    }

    /// The report, where the server could be judged.
    fn judged(&self) -> Option<&Report> {
        self.report.as_ref().filter(|report| report.trouble.is_none())
    }

    /// Where the machine is busy, what should fail may be unknown too, or blocked by what is; a rule that passed there
    /// is a surprise all the same.
    fn compared(&self, report: &Report, busy: bool) -> Compared {
        let of = |rules: &mut dyn Iterator<Item = &RuleReport>, verdict: Verdict| -> BTreeSet<String> {
            rules.filter(|rule| rule.verdict == verdict).map(|rule| rule.id.clone()).collect()
        };
        // Advice counts where a flaw declares it: what else a server could do better is no surprise.
        let mut declared = required(report).chain(advice(report).filter(|rule| self.declared.contains(&rule.id)));
        let failed = of(&mut declared, Verdict::Fail);
        let unknown = of(&mut required(report), Verdict::Unknown);
        let passed = of(&mut required(report).chain(advice(report)), Verdict::Pass);
        let missing = &self.declared - &failed;
        let seen = if busy { missing.is_disjoint(&passed) } else { missing.is_empty() && unknown.is_empty() };
        let surprising = &(&failed - &self.declared) - &self.allowed;
        Compared { expected: seen && surprising.is_empty(), failed, missing, surprising, unknown }
    }

    /// A surprise, of a check that the others may have disturbed: it is looked at again with nothing beside it, as a
    /// submission of a class is.
    pub fn is_in_doubt(&self) -> bool {
        let doubtful = |report: &Report| report.had_too_much_noise() && !self.compared(report, false).expected;
        !self.alone && self.judged().is_some_and(doubtful)
    }
}

fn required(report: &Report) -> impl Iterator<Item = &RuleReport> {
    report.labs.iter().flat_map(|lab| &lab.scenarios).flat_map(|scenario| &scenario.rules)
}

fn advice(report: &Report) -> impl Iterator<Item = &RuleReport> {
    report.labs.iter().flat_map(|lab| &lab.scenarios).flat_map(|scenario| &scenario.advice)
}

/// What a result means for the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    AsDeclared,
    Surprise,
    /// Something that it needs is not on this machine.
    NotJudged,
}

/// Prints one result.
pub fn tell(result: &SelftestRow, busy: bool, voice: Verbosity) -> Meaning {
    let seconds = result.took.as_secs_f64();
    if result.trouble.as_deref() == Some(NO_REDIS) {
        out::line(format_args!("– {:<30} {seconds:5.1} s  not judged: {NO_REDIS}", result.name));
        return Meaning::NotJudged;
    }
    let Some(report) = result.judged() else {
        let why = result
            .trouble
            .clone()
            .or(result.report.as_ref().and_then(|r| r.trouble.as_ref().map(|t| t.message.id.clone())));
        let why = why.unwrap_or_default();
        out::line(format_args!("✘ {:<30} {seconds:5.1} s  not judged: {why}", result.name));
        return Meaning::Surprise;
    };
    let Compared { expected, failed, missing, surprising, unknown } = result.compared(report, busy);
    let marks: Vec<String> = report.labs.iter().map(|lab| format!("{:>5} / 20", lab.mark.earned)).collect();
    let sign = if expected { "✔" } else { "✘" };
    let list = |set: &BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join(", ");
    if voice.quiet && expected {
        return Meaning::AsDeclared;
    }
    let checks = if result.checks > 1 { format!("  (check {})", result.checks) } else { String::new() };
    let (marks, failures) = (marks.join("  "), list(&failed));
    out::line(format_args!("{sign} {:<30} {seconds:5.1} s  {marks}  {failures}{checks}", result.name));
    let as_declared = if voice.verbose { &failed & &result.declared } else { BTreeSet::new() };
    for (what, rules) in [
        ("declared, and not failed", missing),
        ("failed, and not declared", surprising),
        ("unknown", unknown),
        ("failed, as declared", as_declared),
    ] {
        for rule in rules {
            let all = || required(report).chain(advice(report));
            let observed = all().find(|r| r.id == rule).map_or_else(String::new, |r| r.observed.clone());
            out::line(format_args!("    {what}: {rule}: {observed}"));
        }
    }
    if !expected {
        out::line(format_args!("    noise: up to {} ms, {} runs again", report.noise.max_ms, report.noise.runs_again));
    }
    if expected { Meaning::AsDeclared } else { Meaning::Surprise }
}
