//! TAP 14. What is unknown or blocked is `not ok`: `# SKIP` and `# TODO` would count as passed. A run that is not whole
//! ends in `Bail out!`.

use super::unit::{Sheet, Test, sheet};
use crate::inert;
use crate::report::Report;
use crate::text::Texts;
use std::fmt::Write;

pub fn render(report: &Report, texts: &Texts) -> String {
    let sheet = sheet(report, texts);
    let mut out = format!("TAP version 14\n1..{}\n", sheet.tests.len());
    for line in sheet.heads.iter().chain(&sheet.beside) {
        let _ = writeln!(out, "# {}", line.replace('\n', " "));
    }
    for (place, test) in sheet.tests.iter().enumerate() {
        let ok = if test.status.passed() { "ok" } else { "not ok" };
        let _ = writeln!(out, "{ok} {} - {}", place + 1, escape(&test.name));
        block(&mut out, test);
    }
    bail_out(&mut out, &sheet);
    out
}

fn bail_out(out: &mut String, sheet: &Sheet) {
    if let Some(run) = sheet.tests.first().filter(|_| !sheet.gradable) {
        let _ = writeln!(out, "Bail out! {}", escape(&run.said));
    }
}

fn block(out: &mut String, test: &Test) {
    let _ = writeln!(out, "  ---");
    let _ = writeln!(out, "  verdict: {}", test.status.as_str());
    if let [lab, scenario] = &test.group[..] {
        let _ = writeln!(out, "  lab: {}\n  scenario: {}", quoted(lab), quoted(scenario));
    }
    let _ = writeln!(out, "  earned: {}\n  points: {}", test.earned, test.points);
    let _ = writeln!(out, "  message: {}", quoted(&test.said));
    if !test.status.passed() {
        let _ = writeln!(out, "  details: {}", quoted(&test.text()));
    }
    let _ = writeln!(out, "  ...");
}

/// In a description `#` begins a directive.
fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('#', "\\#").replace(['\n', '\r'], " ")
}

/// A string of JSON is one of YAML too.
fn quoted(text: &str) -> String {
    inert::json(serde_json::Value::from(text).to_string())
}
