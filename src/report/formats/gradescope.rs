//! `/autograder/results/results.json` of Gradescope. Everything is plain text: never HTML or Markdown, which would
//! bring what a server sent to life in the reader's browser.

use super::unit::{Test, sheet};
use crate::inert;
use crate::report::Report;
use crate::text::Texts;
use serde_json::{Value, json};

pub fn render(report: &Report, texts: &Texts) -> String {
    let sheet = sheet(report, texts);
    let tests: Vec<Value> = sheet.tests.iter().enumerate().map(|(place, one)| test(place, one)).collect();
    let results = json!({
        "score": sheet.earned,
        "execution_time": report.elapsed_s,
        "output": sheet.text(),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": { "complete": report.complete, "verdict": report.verdict, "seed": report.seed,
                        "out_of": sheet.out_of },
        "tests": tests,
    });
    inert::json(format!("{results:#}\n"))
}

fn test(place: usize, test: &Test) -> Value {
    json!({
        "score": test.earned,
        "max_score": test.points,
        "status": if test.status.passed() { "passed" } else { "failed" },
        "name": test.name,
        "name_format": "text",
        "number": (place + 1).to_string(),
        "output": test.text(),
        "output_format": "text",
        "tags": test.group,
        "visibility": "visible",
        "extra_data": { "verdict": test.status.as_str() },
    })
}
