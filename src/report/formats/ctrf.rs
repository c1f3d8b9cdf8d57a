//! CTRF 0.0.0, a draft whose schema allows no field of one's own but in `extra`. What is unknown or blocked is "other",
//! which is neither passed nor failed nor left out on purpose.

use super::unit::{Status, Test, sheet};
use crate::inert;
use crate::report::Report;
use crate::text::Texts;
use serde_json::{Value, json};

pub fn render(report: &Report, texts: &Texts) -> String {
    let sheet = sheet(report, texts);
    let count = |name: &str| sheet.tests.iter().filter(|test| status(test.status).0 == name).count();
    let started = report.started.parse::<jiff::Timestamp>().map_or(0, jiff::Timestamp::as_millisecond);
    let duration = (report.elapsed_s * 1000.0).round() as i64;
    let labs = report.labs.iter().map(|lab| {
        let mark = &lab.mark;
        let mark =
            json!({ "earned": mark.earned, "at_most": mark.at_most, "out_of": mark.out_of, "bonus": mark.bonus });
        (lab.lab.as_str().to_owned(), mark)
    });
    let ctrf = json!({
        "reportFormat": "CTRF",
        "specVersion": "0.0.0",
        "generatedBy": format!("lab {}", report.lab_version),
        "results": {
            "tool": { "name": "lab", "version": report.lab_version },
            "summary": {
                "tests": sheet.tests.len(),
                "passed": count("passed"),
                "failed": count("failed"),
                "skipped": 0,
                "pending": 0,
                "other": count("other"),
                "start": started,
                "stop": started + duration,
                "duration": duration,
                "extra": {
                    "complete": report.complete,
                    "verdict": report.verdict,
                    "earned": sheet.earned,
                    "out_of": sheet.out_of,
                    "marks": labs.collect::<serde_json::Map<_, _>>(),
                    "heads": sheet.heads,
                    "beside": sheet.beside,
                },
            },
            "tests": sheet.tests.iter().map(test).collect::<Vec<_>>(),
        },
    });
    inert::json(format!("{ctrf:#}\n"))
}

/// Ours, and what it was called before.
fn status(status: Status) -> (&'static str, &'static str) {
    match status {
        Status::Pass => ("passed", "pass"),
        Status::Fail => ("failed", "fail"),
        Status::Unknown => ("other", "inconclusive"),
        Status::Blocked => ("other", "blocked"),
        Status::Fault => ("other", "error"),
    }
}

/// Rules share their requests, so none has a duration of its own.
fn test(test: &Test) -> Value {
    let (status, raw) = status(test.status);
    let mut value = json!({
        "name": test.name,
        "status": status,
        "rawStatus": raw,
        "duration": 0,
        "message": test.said,
        "type": "conformance",
        "extra": { "rule": test.id, "earned": test.earned, "points": test.points },
    });
    if !test.group.is_empty() {
        value["suite"] = test.group.clone().into();
    }
    if !test.status.passed() {
        value["trace"] = test.text().into();
    }
    value
}
