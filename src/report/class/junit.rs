//! JUnit XML of a class: one test suite a submission, a test for each required rule. A rule that is not met is a
//! failure; a submission that could not be started or judged is an error, and one that is absent was skipped.

use super::cases::{Case, cases};
use super::words::theirs;
use super::{ClassReport, SubmissionReport};
use crate::report::formats::junit::{lines, plain};
use crate::report::formats::unit::Status;
use crate::text::Texts;
use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};
use std::time::Duration;

pub fn junit(report: &ClassReport, texts: &Texts) -> String {
    let mut junit = quick_junit::Report::new(plain(&theirs(&report.class)));
    junit.set_time(seconds(report.elapsed_s));
    junit.add_test_suites(report.submissions.iter().map(|submission| suite(submission, report, texts)));
    junit.to_string().expect("it is written to memory")
}

fn suite(submission: &SubmissionReport, report: &ClassReport, texts: &Texts) -> TestSuite {
    let mut suite = TestSuite::new(plain(&format!("{} ({})", theirs(&submission.name), theirs(&submission.id))));
    suite.set_time(seconds(submission.elapsed_s));
    for (name, value) in properties(submission, report) {
        suite.add_property((name, plain(&value)));
    }
    suite.add_test_cases(cases(submission, report, texts).iter().map(case));
    suite
}

fn properties(submission: &SubmissionReport, report: &ClassReport) -> Vec<(String, String)> {
    let mut list = vec![
        ("id".to_owned(), theirs(&submission.id)),
        ("outcome".into(), submission.outcome.as_str().into()),
        ("out-of".into(), report.marking.out_of.to_string()),
    ];
    let mut number = |name: &str, value: Option<f64>| list.extend(value.map(|value| (name.into(), value.to_string())));
    number("mark", submission.mark);
    number("at-least", submission.range.map(|(low, _)| low));
    number("at-most", submission.range.map(|(_, high)| high));
    number("former-mark", submission.former.as_ref().and_then(|former| former.mark));
    for lab in &submission.labs {
        let numbers = [("earned", lab.earned), ("at-most", lab.at_most), ("out-of", lab.out_of), ("bonus", lab.bonus)];
        for (what, points) in numbers {
            number(&format!("{}.{what}", lab.lab.as_str()), Some(points));
        }
    }
    list
}

fn case(case: &Case) -> TestCase {
    let mut status = match case.status {
        Some(Status::Pass) => TestCaseStatus::success(),
        Some(Status::Fail) => TestCaseStatus::non_success(NonSuccessKind::Failure),
        Some(Status::Fault) => TestCaseStatus::non_success(NonSuccessKind::Error),
        Some(Status::Unknown | Status::Blocked) | None => TestCaseStatus::skipped(),
    };
    if case.status != Some(Status::Pass) {
        status.set_message(plain(&case.said)).set_description(lines(&case.text));
    }
    if matches!(case.status, Some(Status::Fail | Status::Fault)) {
        status.set_type(plain(&case.id));
    }
    let mut test = TestCase::new(plain(&case.name), status);
    let class = if case.group.is_empty() { "submission".into() } else { case.group.join(".") };
    test.set_classname(plain(&class)).set_time(Duration::ZERO);
    test
}

fn seconds(seconds: f64) -> Duration {
    Duration::try_from_secs_f64(seconds).unwrap_or_default()
}
