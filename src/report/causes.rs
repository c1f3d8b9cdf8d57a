//! What a failure costs in all, and the rules that could not be judged, under what stands in their way.

use super::{LabReport, Report, RuleReport, ScenarioReport};
use crate::checker::Verdict;
use std::collections::BTreeMap;

/// Each cause, with the rules that it blocks, directly or through others.
pub fn blocked(lab: &LabReport) -> BTreeMap<String, Vec<&RuleReport>> {
    let rules: Vec<_> = lab.scenarios.iter().flat_map(|s| &s.rules).collect();
    let mut causes: BTreeMap<String, Vec<&RuleReport>> = BTreeMap::new();
    for rule in rules.iter().filter(|rule| rule.verdict == Verdict::Blocked) {
        let mut cause = rule.blocked_by.clone().unwrap_or_default();
        // No chain is longer than the list.
        for _ in &rules {
            let Some(next) = rules.iter().find(|r| r.id == cause && r.verdict == Verdict::Blocked) else { break };
            cause = next.blocked_by.clone().unwrap_or_default();
        }
        causes.entry(cause).or_default().push(rule);
    }
    causes
}

/// What a failure costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cost {
    /// Of its own points.
    pub own: f64,
    /// Beside them.
    pub penalty: f64,
    /// Of the rules that could not be judged without it.
    pub blocked: f64,
}

impl Cost {
    fn of(lab: &LabReport, rule: &RuleReport) -> Self {
        let blocked = blocked(lab);
        let blocked = blocked.get(&rule.id).map_or(0.0, |rules| rules.iter().map(|rule| rule.points).sum());
        Self { own: rule.points - rule.earned, penalty: rule.penalty, blocked }
    }

    pub fn all(self) -> f64 {
        self.own + self.penalty + self.blocked
    }
}

/// A rule that failed, with where it was seen and what it costs.
pub struct Failed<'a> {
    pub lab: &'a LabReport,
    pub scenario: &'a ScenarioReport,
    pub rule: &'a RuleReport,
    pub cost: Cost,
}

/// What failed in all labs, the dearest first.
pub fn failed(report: &Report) -> Vec<Failed<'_>> {
    let of = |lab, scenario, rule| Failed { lab, scenario, rule, cost: Cost::of(lab, rule) };
    let mut all = vec![];
    for lab in &report.labs {
        for scenario in &lab.scenarios {
            let failed = scenario.rules.iter().filter(|rule| rule.verdict == Verdict::Fail);
            all.extend(failed.map(|rule| of(lab, scenario, rule)));
        }
    }
    all.sort_by(|one, other| other.cost.all().total_cmp(&one.cost.all()));
    all
}

/// A rule that was not decided, and its scenario.
pub type Undecided<'a> = (&'a ScenarioReport, &'a RuleReport);

/// The rules that were not decided; those for one reason together, so that it is said once.
pub fn undecided(lab: &LabReport) -> Vec<Vec<Undecided<'_>>> {
    let rules = lab.scenarios.iter().flat_map(|scenario| scenario.rules.iter().map(move |rule| (scenario, rule)));
    let mut groups: Vec<Vec<Undecided>> = Vec::new();
    for one in rules.filter(|(_, rule)| rule.verdict == Verdict::Unknown) {
        match groups.iter_mut().find(|group| is_for_the_same_reason(group[0].1, one.1)) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    groups
}

/// What was seen, each shows for itself.
fn is_for_the_same_reason(one: &RuleReport, other: &RuleReport) -> bool {
    let shows = |rule: &RuleReport| rule.timing.is_some() || rule.excerpt.is_some() || !rule.evidence.is_empty();
    one.message == other.message && one.blocked_by == other.blocked_by && !shows(one) && !shows(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Message;
    use crate::report::{Evidence, MarkReport, RunVerdict, TimingReport};
    use crate::scenario::Text;

    fn rule(id: &str, verdict: Verdict, why: &str) -> RuleReport {
        RuleReport {
            id: id.into(),
            verdict,
            points: 1.0,
            earned: 0.0,
            penalty: 0.0,
            observed: String::new(),
            message: Message::new(why.to_owned()),
            blocked_by: None,
            timing: None,
            excerpt: None,
            printed: vec![],
            commands: vec![],
            meanwhile: vec![],
            check: None,
            evidence: Evidence::default(),
        }
    }

    fn scenario(id: &str, rules: Vec<RuleReport>) -> ScenarioReport {
        let text = || Text { en: String::new(), fr: String::new() };
        let (title, explanation) = (text(), text());
        let (bonus, advice, sample) = (vec![], vec![], Evidence::default());
        let points = 0.0;
        ScenarioReport {
            id: id.into(),
            title,
            explanation,
            points,
            earned: 0.0,
            at_most: 0.0,
            rules,
            bonus,
            advice,
            sample,
        }
    }

    #[test]
    fn what_was_not_decided_for_one_reason_stands_together() {
        let timed = |id| RuleReport {
            timing: Some(TimingReport { observed_ms: 1.0, limit_ms: 2.0, noise_ms: 3.0, all_ms: vec![] }),
            ..rule(id, Verdict::Unknown, "silence")
        };
        let waits = RuleReport { blocked_by: Some("a".into()), ..rule("g", Verdict::Unknown, "silence") };
        let scenarios = vec![
            scenario("one", vec![rule("a", Verdict::Unknown, "silence"), rule("b", Verdict::Fail, "silence")]),
            scenario("two", vec![rule("c", Verdict::Unknown, "early"), rule("d", Verdict::Unknown, "silence")]),
            scenario("three", vec![timed("e"), timed("f"), waits, rule("h", Verdict::Unknown, "early")]),
        ];
        let mark = MarkReport { earned: 0.0, at_most: 0.0, out_of: 0.0, bonus: 0.0 };
        let lab = "sse".into();
        let report = LabReport {
            lab,
            mark,
            verdict: RunVerdict::Unknown,
            scenarios,
            channels: vec![],
            audiences: vec![],
            stays: vec![],
            pictures: vec![],
        };
        let names = |group: &Vec<Undecided>| group.iter().map(|(_, rule)| rule.id.clone()).collect::<Vec<_>>();
        let groups: Vec<_> = undecided(&report).iter().map(names).collect();
        assert_eq!(groups, [vec!["a", "d"], vec!["c", "h"], vec!["e"], vec!["f"], vec!["g"]]);
    }
}
