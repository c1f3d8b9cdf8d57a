//! `/grade/results/results.json` of PrairieLearn. `gradable` is false where no server was judged to the end (the run
//! was stopped, the target was not there): that costs the student no attempt. What is unknown in a whole run is
//! gradable, with the lower bound as its score, and the message says so.

use super::unit::{Test, sheet};
use crate::inert;
use crate::report::Report;
use crate::text::Texts;
use serde_json::{Value, json};

/// PrairieLearn takes 1 MB; a report that would be longer goes without its details.
const MOST: usize = 900_000;

pub fn render(report: &Report, texts: &Texts) -> String {
    let whole = results(report, texts, true);
    if whole.len() > MOST { results(report, texts, false) } else { whole }
}

fn results(report: &Report, texts: &Texts, details: bool) -> String {
    let sheet = sheet(report, texts);
    let tests: Vec<Value> = sheet.tests.iter().map(|one| test(one, details)).collect();
    let mut results = json!({
        "gradable": sheet.gradable,
        "score": sheet.share(),
        "succeeded": sheet.gradable,
        "message": sheet.heads.join("\n"),
        "output": sheet.beside.join("\n"),
        "tests": tests,
    });
    if !sheet.gradable {
        results["format_errors"] = sheet.tests.iter().take(1).map(|run| run.said.clone()).collect();
    }
    inert::json(format!("{results:#}\n"))
}

fn test(test: &Test, details: bool) -> Value {
    json!({
        "name": test.name,
        "description": test.group.join(" / "),
        "points": test.earned,
        "max_points": test.points,
        "message": format!("{}: {}", test.status.as_str(), test.said),
        "output": if details { test.text() } else { String::new() },
    })
}
