//! What checks of the museum showed of each rule: `lab selftest --examples` writes it, `lab explain` shows it.

use crate::checker::Verdict;
use crate::inert;
use crate::report::explain::Seen;
use crate::report::{Evidence, Report, RuleReport};
use crate::scenario::Scenario;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// JSON, a rule a line.
const WRITTEN: &str = include_str!("examples.jsonl");
/// Where the servers of examples are, in whatever they show.
const ORIGIN: &str = "http://localhost";
const FIRST_PORT: usize = 5000;
/// So many requests of each are kept, and so much of an answer.
const REQUESTS: usize = 8;
const CHARACTERS: usize = 240;

/// What was seen of a rule.
pub fn of(rule: &str) -> Option<&'static Seen> {
    static ALL: LazyLock<BTreeMap<String, Seen>> = LazyLock::new(|| read(WRITTEN).expect("a test reads them"));
    ALL.get(rule)
}

/// The examples of a file, by their rules.
pub fn read(text: &str) -> Result<BTreeMap<String, Seen>, serde_json::Error> {
    let one = |line: &str| serde_json::from_str(line).map(|seen: Seen| (seen.rule.id.clone(), seen));
    text.lines().filter(|line| !line.is_empty()).map(one).collect()
}

/// What a check of a flawed server showed of the rule that it exists for.
pub fn seen(flaw: &str, rule: &str, report: &Report) -> Option<Seen> {
    let scenarios = report.labs.iter().flat_map(|lab| &lab.scenarios);
    let mut rules = scenarios.flat_map(|scenario| scenario.rules.iter().chain(&scenario.advice));
    let found = rules.find(|one| one.id == rule && one.verdict == Verdict::Fail)?;
    let shown = found.evidence.shown().take(REQUESTS).cloned();
    let mut requests: Vec<_> = shown.collect();
    for request in &mut requests {
        request.answer = request.answer.chars().take(CHARACTERS).collect();
    }
    let evidence = Evidence { requests, crowd: None };
    let kept = RuleReport { evidence, check: None, timing: None, ..found.clone() };
    let mut text = serde_json::to_string(&Seen { flaw: flaw.into(), rule: kept }).expect("plain data");
    // Each server has a port of its own, which says nothing.
    let urls = std::iter::once(&report.target.url).chain(&report.target.others);
    for (place, url) in urls.enumerate() {
        let (url, port) = (url.trim_end_matches('/'), FIRST_PORT + place);
        text = text.replace(url, &format!("{ORIGIN}:{port}"));
        if let Some((_, host)) = url.split_once("://") {
            text = text.replace(host, &format!("localhost:{port}"));
        }
    }
    serde_json::from_str(&text).ok()
}

/// The file, with these in place of what it had of their rules: one line a rule, in the order of the scenarios.
pub fn written(before: &str, new: Vec<Seen>, scenarios: &[Scenario]) -> String {
    let mut all = read(before).unwrap_or_default();
    all.extend(new.into_iter().map(|seen| (seen.rule.id.clone(), seen)));
    let rules = scenarios.iter().flat_map(|scenario| &scenario.expectations).filter_map(|e| all.get(&e.rule));
    rules.map(|seen| inert::json(serde_json::to_string(seen).expect("plain data")) + "\n").collect()
}
