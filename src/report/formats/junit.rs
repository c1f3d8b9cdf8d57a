//! JUnit XML, in what the dialects of nextest and Surefire have in common: one test suite for the run, a test for each
//! rule. A failure is the student's; an error is ours, or a target that is not there; what is unknown or blocked was
//! skipped, with a message that says why. Attributes that only one dialect knows are left out.

use super::unit::{Sheet, Status, Test, sheet};
use crate::inert;
use crate::report::Report;
use crate::text::Texts;
use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};
use std::time::Duration;

pub fn render(report: &Report, texts: &Texts) -> String {
    let sheet = sheet(report, texts);
    let mut suite = TestSuite::new("lab");
    suite.set_time(Duration::try_from_secs_f64(report.elapsed_s).unwrap_or_default());
    for (name, value) in properties(report, &sheet) {
        suite.add_property((plain(&name), plain(&value)));
    }
    suite.add_test_cases(sheet.tests.iter().map(test));
    let mut junit = quick_junit::Report::new("lab");
    junit.add_test_suite(suite);
    junit.to_string().expect("it is written to memory")
}

fn properties(report: &Report, sheet: &Sheet) -> Vec<(String, String)> {
    let mut list = vec![
        ("complete".to_owned(), report.complete.to_string()),
        ("earned".into(), sheet.earned.to_string()),
        ("out-of".into(), sheet.out_of.to_string()),
    ];
    for lab in &report.labs {
        let (name, mark) = (lab.lab.as_str(), &lab.mark);
        let numbers =
            [("earned", mark.earned), ("at-most", mark.at_most), ("out-of", mark.out_of), ("bonus", mark.bonus)];
        list.extend(numbers.map(|(what, points)| (format!("{name}.{what}"), points.to_string())));
    }
    let lines = sheet.heads.iter().chain(&sheet.beside).enumerate();
    list.extend(lines.map(|(place, line)| (format!("text.{}", place + 1), line.clone())));
    list
}

fn test(test: &Test) -> TestCase {
    let mut status = match test.status {
        Status::Pass => TestCaseStatus::success(),
        Status::Fail => TestCaseStatus::non_success(NonSuccessKind::Failure),
        Status::Fault => TestCaseStatus::non_success(NonSuccessKind::Error),
        Status::Unknown | Status::Blocked => TestCaseStatus::skipped(),
    };
    if !test.status.passed() {
        status.set_message(plain(&test.said)).set_description(lines(&test.text()));
    }
    if matches!(test.status, Status::Fail | Status::Fault) {
        status.set_type(plain(&test.id));
    }
    let mut case = TestCase::new(plain(&test.name), status);
    let class = if test.group.is_empty() { "lab".into() } else { test.group.join(".") };
    case.set_classname(plain(&class)).set_time(Duration::ZERO);
    case
}

/// A text on one line, without what does anything: XML 1.0 has no way to write most of that.
pub fn plain(text: &str) -> String {
    inert::line(text)
}

/// The same of several lines.
pub fn lines(text: &str) -> String {
    text.split('\n').map(inert::line).collect::<Vec<_>>().join("\n")
}
