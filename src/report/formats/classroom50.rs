//! `classroom50/result/v1`. Its scores are whole numbers, so a point counts as 1000: a rule may give an eighth of one.
//! Who and what is graded is repeated from the environment of the runner.

use super::Env;
use super::unit::{Test, sheet};
use crate::inert;
use crate::report::Report;
use crate::text::Texts;
use serde_json::{Value, json};

const POINT: f64 = 1000.0;

pub fn render(report: &Report, texts: &Texts, env: &Env) -> String {
    let sheet = sheet(report, texts);
    let said = |names: &[&str]| names.iter().find_map(|name| env.get(name)).unwrap_or_default().to_owned();
    let kind = if said(&["ASSIGNMENT_TYPE"]) == "group" { "group" } else { "individual" };
    let result = json!({
        "schema": "classroom50/result/v1",
        "classroom": said(&["CLASSROOM"]),
        "assignment": said(&["ASSIGNMENT"]),
        "assignment_type": kind,
        "owner": said(&["OWNER", "USERNAME"]),
        "submission": said(&["SUBMISSION_TAG"]),
        "commit": said(&["COMMIT_URL"]),
        "release": said(&["RELEASE_URL"]),
        "review": said(&["REVIEW_URL"]),
        "datetime": report.started,
        "score": whole(sheet.earned),
        "max-score": whole(sheet.out_of),
        "tests": sheet.tests.iter().map(test).collect::<Vec<_>>(),
    });
    inert::json(format!("{result:#}\n"))
}

/// What else is in a test is kept as it is.
fn test(test: &Test) -> Value {
    json!({
        "test-name": test.name,
        "passed": test.status.passed(),
        "score": whole(test.earned),
        "max-score": whole(test.points),
        "verdict": test.status.as_str(),
        "message": test.said,
    })
}

fn whole(points: f64) -> i64 {
    (points * POINT).round() as i64
}
