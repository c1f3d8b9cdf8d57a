//! What changed between two runs, for people.

use super::terminal::{PLAIN, Page};
use super::{LabReport, Report, RuleReport, ScenarioReport};
use crate::checker::Verdict;
use crate::labs;
use crate::text::{Texts, visible};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The changes as lines, or nothing if there are none. Times, seeds and texts that differ are no change.
pub fn diff(before: &Report, after: &Report, texts: &Texts) -> Option<String> {
    let diff = Diff { page: Page { texts, style: PLAIN, stack: None }, texts };
    let mut lines = diff.trouble(before, after);
    let mut changed = !lines.is_empty();
    for lab in labs::ALL {
        let of = |report: &Report| report.labs.iter().find(|one| one.lab == lab.id).cloned();
        let part = diff.lab(of(before).as_ref(), of(after).as_ref());
        changed |= part.changed;
        lines.extend(part.lines);
    }
    let contract = diff.contract(before, after);
    changed |= !contract.is_empty();
    lines.extend(contract);
    let partial = [(before, "diff-partial-before"), (after, "diff-partial-after")];
    lines.extend(partial.iter().filter(|(report, _)| !report.complete).map(|(_, id)| texts.get(id)));
    changed.then(|| lines.iter().map(|line| format!("{line}\n")).collect())
}

struct Diff<'a> {
    page: Page<'a>,
    texts: &'a Texts,
}

struct DiffPart {
    lines: Vec<String>,
    changed: bool,
}

/// A rule by its place: scenario, kind ("", or the name of what it is beside the mark) and name.
type Rules<'a> = BTreeMap<(usize, &'a str, &'static str, &'a str), &'a RuleReport>;

impl Diff<'_> {
    fn trouble(&self, before: &Report, after: &Report) -> Vec<String> {
        let said = |report: &Report| report.trouble.as_ref().map(|trouble| trouble.say(self.texts));
        let (before, after) = (said(before), said(after));
        if before == after {
            return vec![];
        }
        let or_none = |said: Option<String>| said.unwrap_or_else(|| self.texts.get("diff-none"));
        vec![self.texts.with("diff-trouble", &[("before", &or_none(before)), ("after", &or_none(after))])]
    }

    fn lab(&self, before: Option<&LabReport>, after: Option<&LabReport>) -> DiffPart {
        let mark = |lab: &LabReport| self.page.texts.range(lab.mark.earned, lab.mark.at_most, lab.mark.out_of);
        let Some(lab) = before.or(after) else { return DiffPart { lines: vec![], changed: false } };
        let name = self.texts.get(lab.lab.as_str());
        let say = |id: &str, args: &[(&str, &str)]| self.texts.with(id, &[&[("lab", &*name)], args].concat());
        let one = |line: String| DiffPart { lines: vec![line], changed: true };
        let (before, after) = match (before, after) {
            (Some(before), Some(after)) => (before, after),
            (None, _) => return one(say("diff-new-lab", &[("mark", &mark(lab))])),
            (_, None) => return one(say("diff-gone-lab", &[("mark", &mark(lab))])),
        };
        let rules = self.rules(before, after);
        let (was, is) = (mark(before), mark(after));
        let changed = was != is || !rules.is_empty();
        let head = if was == is {
            say("diff-same-mark", &[("mark", &is)])
        } else {
            say("diff-mark", &[("before", &was), ("after", &is)])
        };
        let lines = if changed { std::iter::once(head).chain(rules).collect() } else { vec![] };
        DiffPart { lines, changed }
    }

    fn rules(&self, before: &LabReport, after: &LabReport) -> Vec<String> {
        let places: Vec<&str> = before.scenarios.iter().chain(&after.scenarios).map(|s| s.id.as_str()).collect();
        let (was, is) = (rules_of(before, &places), rules_of(after, &places));
        let all: BTreeSet<_> = was.keys().chain(is.keys()).collect();
        let line = |key: &&(usize, &str, &'static str, &str)| self.rule(key.1, key.2, was.get(*key), is.get(*key));
        all.iter().filter_map(line).flatten().collect()
    }

    /// Two lines: from what to what, and which rule that is.
    fn rule(
        &self,
        scenario: &str,
        kind: &str,
        was: Option<&&RuleReport>,
        is: Option<&&RuleReport>,
    ) -> Option<Vec<String>> {
        let same =
            |a: &RuleReport, b: &RuleReport| a.verdict == b.verdict && a.earned == b.earned && a.points == b.points;
        if was.zip(is).is_some_and(|(was, is)| same(was, is)) {
            return None;
        }
        let (id, any) = match (was, is) {
            (Some(_), Some(any)) => ("diff-rule", any),
            (None, Some(any)) => ("diff-new-rule", any),
            (Some(any), None) => ("diff-gone-rule", any),
            (None, None) => return None,
        };
        let verdict = |rule: Option<&&RuleReport>| rule.map(|rule| self.verdict(rule)).unwrap_or_default();
        let (title, before, after) = (self.texts.get(&any.id), verdict(was), verdict(is));
        let change = self.texts.with(id, &[("title", &title), ("before", &before), ("after", &after)]);
        let names = [("rule", &*visible(&any.id)), ("scenario", &*visible(scenario))];
        let kind = if kind.is_empty() { String::new() } else { format!(", {}", self.texts.get(kind)) };
        Some(vec![format!("  {change}"), format!("      {}{kind}", self.texts.with("diff-name", &names))])
    }

    fn verdict(&self, rule: &RuleReport) -> String {
        let (sign, name) = match rule.verdict {
            Verdict::Pass => ("✔", "verdict-pass"),
            Verdict::Fail => ("✘", "verdict-fail"),
            Verdict::Unknown => ("?", "verdict-unknown"),
            Verdict::Blocked => ("–", "verdict-blocked"),
        };
        let points = |points| self.texts.points(points);
        let points = if rule.points > 0.0 {
            format!(" ({} / {})", points(rule.earned), points(rule.points))
        } else {
            String::new()
        };
        format!("{sign} {}{points}", self.texts.get(name))
    }

    fn contract(&self, before: &Report, after: &Report) -> Vec<String> {
        if before.target.contract.is_none() || after.target.contract.is_none() {
            // That nothing was found is told already.
            return vec![];
        }
        let leaves = |report: &Report| {
            let mut found = BTreeMap::new();
            leaves("", &serde_json::to_value(&report.target.contract).unwrap_or_default(), &mut found);
            found.extend(report.target.version_kind.clone().map(|kind| ("version".into(), kind)));
            found
        };
        let (was, is) = (leaves(before), leaves(after));
        let names: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
        let shown = |value: Option<&String>| value.map_or_else(|| self.texts.get("diff-none"), |text| visible(text));
        let line = |name: &&String| {
            let args =
                [("name", &*visible(name)), ("before", &*shown(was.get(*name))), ("after", &*shown(is.get(*name)))];
            format!("  {}", self.texts.with("diff-value", &args))
        };
        let lines: Vec<String> = names.iter().filter(|name| was.get(**name) != is.get(**name)).map(line).collect();
        if lines.is_empty() { lines } else { [vec![self.texts.get("diff-contract")], lines].concat() }
    }
}

fn rules_of<'a>(lab: &'a LabReport, places: &[&'a str]) -> Rules<'a> {
    let mut found = BTreeMap::new();
    for scenario in &lab.scenarios {
        let ScenarioReport { rules, bonus, advice, .. } = scenario;
        let place = places.iter().position(|id| *id == scenario.id).unwrap_or(places.len());
        for (kind, list) in [("", rules), ("diff-bonus", bonus), ("diff-advice", advice)] {
            found.extend(list.iter().map(|rule| ((place, scenario.id.as_str(), kind, rule.id.as_str()), rule)));
        }
    }
    found
}

/// Each value of a contract with its full name.
fn leaves(name: &str, value: &Value, found: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(parts) => {
            for (part, value) in parts {
                leaves(&if name.is_empty() { part.clone() } else { format!("{name}.{part}") }, value, found);
            }
        }
        Value::Null => {}
        Value::String(text) => drop(found.insert(name.into(), text.clone())),
        other => drop(found.insert(name.into(), other.to_string())),
    }
}
