//! What Moodle's VPL reads from an evaluation: one comment, and in the end the grade, from VPL_GRADEMIN to VPL_GRADEMAX
//! (0 to 10 where they do not say). A run that is not whole has no grade.

use super::Env;
use super::unit::{Test, sheet};
use crate::report::Report;
use crate::text::Texts;
use std::fmt::Write;

/// VPL keeps 100 KB of comments.
const MOST: usize = 90_000;

pub fn render(report: &Report, texts: &Texts, env: &Env) -> String {
    let sheet = sheet(report, texts);
    let mut lines = sheet.heads.iter().flat_map(|head| said(head)).collect::<Vec<_>>();
    for one in sheet.tests.iter().filter(|one| !one.status.passed()) {
        lines.extend(test(one, texts));
    }
    lines.extend(sheet.beside.iter().flat_map(|line| said(line)));
    let mut out = String::from("<|--\n");
    let mut left = lines.len();
    for line in &lines {
        if out.len() + line.len() > MOST {
            let _ = writeln!(out, "{}", texts.with("report-cut", &[("more", &left.to_string())]));
            break;
        }
        let _ = writeln!(out, "{line}");
        left -= 1;
    }
    out.push_str("--|>\n");
    if sheet.gradable {
        let bound = |name: &str, usual: f64| env.get(name).and_then(|text| text.trim().parse().ok()).unwrap_or(usual);
        let (min, max): (f64, f64) = (bound("VPL_GRADEMIN", 0.0), bound("VPL_GRADEMAX", 10.0));
        let grade = min + (max - min) * sheet.share();
        let _ = writeln!(out, "Grade :=>> {}", (grade * 1e5).round() / 1e5);
    }
    out
}

/// A title, which begins with a dash, and what is to be said.
fn test(test: &Test, texts: &Texts) -> Vec<String> {
    let points = format!("{} / {}", texts.points(test.earned), texts.points(test.points));
    let verdict = match test.status.as_str() {
        "error" => String::new(),
        verdict => format!(" ({}, {points})", texts.get(&format!("verdict-{verdict}"))),
    };
    let mut lines = vec![format!("-{}{verdict}", inert(&test.name))];
    for (title, text) in &test.details {
        lines.push(format!("{}:", inert(title)));
        // A line that begins so is shown as it is.
        lines.extend(text.lines().map(|line| format!("> {}", inert(line))));
    }
    lines
}

/// No line of ours begins as a title does.
fn said(text: &str) -> Vec<String> {
    text.lines().map(|line| inert(line.trim_start_matches(['-', '>', ' ']))).collect()
}

/// Without the marks that VPL looks for.
fn inert(text: &str) -> String {
    text.replace(":=>>", ":=> >").replace("<|--", "<| --").replace("--|>", "-- |>")
}
