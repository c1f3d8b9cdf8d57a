//! Rules that could not be judged, under what stands in their way.

use super::{LabReport, RuleReport, ScenarioReport};
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
