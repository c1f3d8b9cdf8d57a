//! What a change of the target did to its mark, in a sentence for each lab.

use super::{LabReport, Report, RuleReport};
use crate::checker::Verdict;
use crate::text::Texts;

/// What changed since the run before, of the labs in which both asked the same; nothing if there is none.
pub fn since(before: &Report, after: &Report, texts: &Texts) -> Option<String> {
    if before.target.url != after.target.url || !before.complete || !after.complete {
        return None;
    }
    let pairs = after.labs.iter().filter_map(|is| Some((before.labs.iter().find(|was| was.lab == is.lab)?, is)));
    let lines: Vec<String> =
        pairs.filter(|(was, is)| is_alike(was, is)).map(|(was, is)| line(was, is, texts)).collect();
    (!lines.is_empty()).then(|| lines.concat())
}

/// The same was asked of both.
fn is_alike(was: &LabReport, is: &LabReport) -> bool {
    let ids = |lab: &LabReport| lab.scenarios.iter().map(|scenario| scenario.id.clone()).collect::<Vec<_>>();
    ids(was) == ids(is)
}

fn line(was: &LabReport, is: &LabReport, texts: &Texts) -> String {
    let mark = |lab: &LabReport| texts.range(lab.mark.earned, lab.mark.at_most, lab.mark.out_of);
    let lab = texts.get(is.lab.as_str());
    let fixed = listed(&failed(was, is, Verdict::Pass), texts);
    let new = listed(&failed(is, was, Verdict::Pass), texts);
    let is_same = mark(was) == mark(is) && fixed.is_empty() && new.is_empty();
    if is_same {
        return format!("{}\n", texts.with("since-same", &[("lab", &lab), ("mark", &mark(is))]));
    }
    let earned = texts.points(was.mark.earned);
    let head = texts.with("since-mark", &[("lab", &lab), ("before", &earned), ("after", &mark(is))]);
    let part = |id: &str, list: &str| (!list.is_empty()).then(|| texts.with(id, &[("list", list)]));
    let parts = [Some(head), part("since-fixed", &fixed), part("since-new", &new)];
    format!("{}\n", parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// What failed in the one, and has this verdict in the other.
fn failed<'a>(one: &'a LabReport, other: &LabReport, verdict: Verdict) -> Vec<&'a RuleReport> {
    let has = |id: &str| {
        other.scenarios.iter().flat_map(|scenario| &scenario.rules).any(|rule| rule.id == id && rule.verdict == verdict)
    };
    let rules = one.scenarios.iter().flat_map(|scenario| &scenario.rules);
    rules.filter(|rule| rule.verdict == Verdict::Fail && has(&rule.id)).collect()
}

fn listed(rules: &[&RuleReport], texts: &Texts) -> String {
    let quoted =
        |rule: &&RuleReport| texts.with("since-one", &[("symptom", &texts.get(&format!("{}.symptom", rule.id)))]);
    rules.iter().map(quoted).collect::<Vec<_>>().join(", ")
}
