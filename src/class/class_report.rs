//! The report of the class, from its plan and what became of each submission.

use super::journal::{Done, GradingPlan};
use super::marks::missing;
use super::roster::Entry;
use crate::message::Message;
use crate::names::LabId;
use crate::report::class::{CLASS_FORMAT, ClassReport, Former, Outcome, RuleColumn, SubmissionReport};
use crate::scenario::Scenario;
use crate::score;
use std::collections::{BTreeMap, BTreeSet};

/// What is known of a submission before anything was done with it.
pub fn pending(entry: &Entry) -> SubmissionReport {
    SubmissionReport {
        id: entry.id.clone(),
        name: entry.name.clone(),
        email: entry.email.clone(),
        group: entry.group.clone(),
        folder: entry.id.clone(),
        outcome: Outcome::Waiting,
        reason: None,
        said: String::new(),
        notes: vec![],
        labs: vec![],
        rules: BTreeMap::new(),
        files: vec![],
        mark: None,
        range: None,
        former: None,
        alone: false,
        noise_ms: 0.0,
        elapsed_s: 0.0,
    }
}

/// What is known so far of the whole class.
pub fn build(
    plan: &GradingPlan,
    done: &BTreeMap<String, Done>,
    running: &BTreeSet<String>,
    scenarios: &[Scenario],
    former: Option<&ClassReport>,
) -> ClassReport {
    let mut submissions: Vec<_> = plan.part().map(|entry| one(entry, done, running)).collect();
    if let Some(former) = former {
        for submission in &mut submissions {
            submission.former = former.submissions.iter().find(|old| old.id == submission.id).map(|old| Former {
                outcome: old.outcome,
                mark: old.mark,
                started: former.started.clone(),
                lab_version: former.lab_version.clone(),
            });
        }
    }
    let complete = submissions.iter().all(|one| one.outcome.is_final()) && done.values().all(|one| !one.again);
    let mut warnings = Vec::new();
    without_labs(plan, &mut submissions, &mut warnings);
    let isolations: BTreeSet<&str> =
        done.values().map(|one| one.isolation.as_str()).filter(|name| !name.is_empty()).collect();
    if isolations.contains("none") {
        warnings.push(Message::new("class-not-apart"));
    }
    ClassReport {
        format: CLASS_FORMAT.into(),
        lab_version: plan.lab_version.clone(),
        rubric: score::rubric(scenarios),
        class: plan.class.clone(),
        started: plan.started.clone(),
        elapsed_s: 0.0,
        complete,
        isolation: isolations.into_iter().collect::<Vec<_>>().join(", "),
        marking: plan.marking.clone(),
        rules: columns(plan, scenarios, &submissions),
        submissions,
        warnings,
    }
}

fn one(entry: &Entry, done: &BTreeMap<String, Done>, running: &BTreeSet<String>) -> SubmissionReport {
    let mut known = done.get(&entry.id).map_or_else(|| pending(entry), |done| done.submission.clone());
    if running.contains(&entry.id) {
        known.outcome = Outcome::Running;
        (known.mark, known.range) = (None, None);
    }
    known
}

/// Takes the marks away if no lab was asked for and not all submissions have the same labs: which labs a mark is for
/// would differ.
fn without_labs(plan: &GradingPlan, submissions: &mut [SubmissionReport], warnings: &mut Vec<Message>) {
    if !plan.marking.labs.is_empty() {
        return;
    }
    let graded = submissions.iter().filter(|one| one.outcome == Outcome::Graded);
    let sets: BTreeSet<Vec<LabId>> = graded.map(|one| one.labs.iter().map(|lab| lab.lab.clone()).collect()).collect();
    if sets.len() > 1 {
        for submission in submissions {
            (submission.mark, submission.range) = (None, None);
        }
        warnings.push(Message::new("class-labs-differ"));
    }
}

/// The rules of the labs that were asked for; if none was, of those that a submission was graded in.
fn columns(plan: &GradingPlan, scenarios: &[Scenario], submissions: &[SubmissionReport]) -> Vec<RuleColumn> {
    let asked = |lab: &LabId| match plan.marking.labs.as_slice() {
        [] => submissions.iter().any(|one| one.labs.iter().any(|mark| mark.lab == *lab)),
        asked => asked.iter().any(|one| one.lab == *lab),
    };
    let of = |scenario: &Scenario| -> Vec<RuleColumn> {
        let required = scenario.expectations.iter().filter(|one| one.points > 0.0);
        let column = |rule: &str, points| RuleColumn {
            lab: scenario.lab.clone(),
            scenario: scenario.id.clone(),
            id: rule.to_owned(),
            points,
        };
        required.map(|one| column(&one.rule, one.points)).collect()
    };
    scenarios.iter().filter(|scenario| asked(&scenario.lab)).flat_map(of).collect()
}

/// The reason of a submission that does not have all the labs that were asked for.
pub fn reason_of_missing(submission: &SubmissionReport, plan: &GradingPlan) -> Option<Message> {
    let missing = missing(&submission.labs, &plan.marking);
    let names: Vec<_> = missing.iter().map(|lab| lab.as_str()).collect();
    (!names.is_empty()).then(|| Message::new("grade-lab-missing").text("labs", names.join(", ")))
}
