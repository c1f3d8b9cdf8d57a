//! The JUnit XML of a class, as its readers take it.

use super::{classes, read};
use lab::report::class::{Outcome, junit};
use lab::text::{Lang, Texts};

#[test]
fn junit_of_a_class_is_right_by_the_schema_of_surefire() {
    let reports = [classes::class(20), classes::regraded(5), classes::hostile(), classes::waiting(3)];
    for (report, lang) in reports.iter().flat_map(|report| Lang::ALL.map(|lang| (report, lang))) {
        let text = junit(report, Texts::of(lang));
        assert_eq!(read::surefires(&text), report.submissions.len());
    }
}

#[test]
fn a_class_of_nobody_is_a_document_too() {
    let text = junit(&classes::empty(), Texts::of(Lang::En));
    assert_eq!(read::xpath(&text, "count(/testsuites/testsuite)"), "0");
}

#[test]
fn what_is_no_mark_is_told_apart() {
    let report = classes::class(20);
    let text = junit(&report, Texts::of(Lang::En));
    for (place, one) in report.submissions.iter().enumerate() {
        let suite = format!("/testsuites/testsuite[{}]", place + 1);
        let told = |what: &str| {
            read::xpath(&text, &format!("count({suite}/testcase{what})")).parse::<usize>().expect("a count")
        };
        let kinds = [told(""), told("[error]"), told("[skipped]"), told("[failure]")];
        let of = |verdicts: &[lab::checker::Verdict]| one.rules.values().filter(|one| verdicts.contains(one)).count();
        use lab::checker::Verdict::{Blocked, Fail, Unknown};
        let expected = match one.outcome {
            Outcome::NotStarted | Outcome::NotJudged => [1, 1, 0, 0],
            Outcome::Graded => [one.rules.len() + one.files.len(), 0, of(&[Unknown, Blocked]), of(&[Fail])],
            _ => [1, 0, 1, 0],
        };
        if one.outcome == Outcome::Graded {
            // What is worth points in a file is a test as well.
            let failed = one.files.iter().filter(|file| file.earned < file.points).count();
            assert_eq!(kinds, [expected[0], 0, expected[2], expected[3] + failed], "{}", one.name);
        } else {
            assert_eq!(kinds, expected, "{}", one.name);
        }
    }
}
