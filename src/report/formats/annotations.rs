//! Workflow commands of GitHub: annotations, and under them the whole report as it is in a terminal. They are meant to
//! be printed by a step. A step shows ten annotations of a kind, and drops the rest in silence.

use super::unit::{Sheet, Status, Test, sheet};
use crate::report::terminal::{self, PLAIN};
use crate::report::{Report, json};
use crate::text::Texts;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// So many, and then one that says how many more there are.
const MOST: usize = 9;

pub fn render(report: &Report, texts: &Texts) -> String {
    let sheet = sheet(report, texts);
    let mut out = String::new();
    let kind = if sheet.gradable { "notice" } else { "error" };
    command(&mut out, kind, "lab", &sheet.heads.join("\n"));
    let shown: Vec<_> = annotated(&sheet).collect();
    for (kind, test) in shown.iter().take(MOST - 1) {
        let points = format!("{} / {}", texts.points(test.earned), texts.points(test.points));
        let verdict = texts.get(&format!("verdict-{}", test.status.as_str()));
        command(
            &mut out,
            kind,
            &format!("{} ({verdict}, {points})", test.id),
            &format!("{}\n{}", test.title, test.said),
        );
    }
    if shown.len() > MOST - 1 {
        let more = (shown.len() - (MOST - 1)).to_string();
        command(&mut out, "warning", &texts.with("report-more", &[("more", &more)]), &texts.get("report-more-hint"));
    }
    fenced(&mut out, report, texts);
    out
}

/// Failures, and after them what is unknown. What is blocked is a consequence, and in the report below.
fn annotated(sheet: &Sheet) -> impl Iterator<Item = (&'static str, &Test)> {
    let of = |status: Status| sheet.tests.iter().filter(move |test| test.status == status);
    of(Status::Fail).map(|test| ("error", test)).chain(of(Status::Unknown).map(|test| ("warning", test)))
}

fn command(out: &mut String, kind: &str, title: &str, message: &str) {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let _ = writeln!(out, "::{kind} title={}::{}", property(title), data(message.trim_end()));
}

/// The report as it is in a terminal. No line of it is a command: the fence is a digest of all that was found, so nothing
/// that a server sent can contain it.
fn fenced(out: &mut String, report: &Report, texts: &Texts) {
    let fence: String = Sha256::digest(json(report)).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let _ = writeln!(out, "::stop-commands::{fence}");
    let _ = write!(out, "{}", terminal::render(report, texts, PLAIN));
    let _ = writeln!(out, "\n::{fence}::");
}
