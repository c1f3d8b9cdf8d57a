//! Rules that could not be judged, under what stands in their way.

use super::{LabReport, RuleReport};
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
