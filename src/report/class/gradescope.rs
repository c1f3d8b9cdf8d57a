//! `results.json` of Gradescope for one submission of a class. Everything is plain text. Its score is the mark, and
//! where there is none there is no score, nor tests with points, of which Gradescope would make one: an absent student
//! and one that could not be judged have no zero.

use super::cases::{Case, cases};
use super::words::{outcome, theirs};
use super::{ClassReport, SubmissionReport};
use crate::inert;
use crate::report::formats::unit::Status;
use crate::text::Texts;
use serde_json::{Value, json};

pub fn gradescope(submission: &SubmissionReport, report: &ClassReport, texts: &Texts) -> String {
    let cases = cases(submission, report, texts);
    let tests: Vec<Value> = cases.iter().enumerate().map(|(place, case)| test(place, case)).collect();
    let mut results = json!({
        "execution_time": submission.elapsed_s,
        "output": output(submission, report, texts),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": { "id": theirs(&submission.id), "outcome": submission.outcome.as_str(),
                        "out_of": report.marking.out_of, "range": submission.range,
                        "former_mark": submission.former.as_ref().and_then(|former| former.mark) },
        "tests": tests,
    });
    if let Some(mark) = submission.mark {
        results["score"] = json!(mark);
    }
    inert::json(format!("{results:#}\n"))
}

fn output(submission: &SubmissionReport, report: &ClassReport, texts: &Texts) -> String {
    let out_of = report.marking.out_of;
    let mark = match (submission.mark, submission.range) {
        (Some(mark), _) => Some(texts.range(mark, mark, out_of)),
        (None, Some((low, high))) => {
            Some(texts.with("class-said-range", &[("range", &texts.range(low, high, out_of))]))
        }
        (None, None) => None,
    };
    let mut lines = vec![outcome(submission.outcome, texts)];
    lines.extend(mark.map(|mark| texts.with("class-said-mark", &[("mark", &mark)])));
    lines.extend(submission.reason.as_ref().map(|why| texts.say(why)));
    for lab in &submission.labs {
        let mark = texts.range(lab.earned, lab.at_most, lab.out_of);
        lines.push(texts.with("report-mark", &[("lab", &texts.get(lab.lab.as_str())), ("mark", &mark)]));
    }
    lines.extend(submission.files.iter().map(|file| texts.say(&file.message)));
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// Without points: what a rule earned is a part of its lab, and the mark is made of labs. What could not be decided has
/// no status.
fn test(place: usize, case: &Case) -> Value {
    let mut test = json!({
        "name": case.name,
        "name_format": "text",
        "number": (place + 1).to_string(),
        "output": case.text,
        "output_format": "text",
        "tags": case.group,
        "visibility": "visible",
    });
    let status = match case.status {
        Some(Status::Pass) => Some("passed"),
        Some(Status::Fail | Status::Blocked) => Some("failed"),
        Some(Status::Unknown | Status::Fault) | None => None,
    };
    if let Some(status) = status {
        test["status"] = json!(status);
    }
    test["extra_data"] = json!({ "verdict": case.status.map_or(case.id.as_str(), |status| status.as_str()) });
    test
}
