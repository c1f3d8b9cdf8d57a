//! Markdown as GitHub reads it, for a job summary (`$GITHUB_STEP_SUMMARY`). No HTML, no links, no images: what a server
//! sent stays letters. A summary of more than 1 MiB would be refused as a whole, so a long one is cut.

use super::unit::{Sheet, Status, Test, sheet};
use crate::report::terminal::{PLAIN, Page, sign};
use crate::report::{LabReport, Report};
use crate::text::{Texts, visible};
use std::fmt::Write;

/// GitHub takes 1 MiB of a step.
const MOST: usize = 1_000_000;

pub fn render(report: &Report, texts: &Texts) -> String {
    let page = Page { texts, style: PLAIN, stack: report.target.stack };
    let sheet = sheet(report, texts);
    let mut parts = vec![heads(&sheet, report)];
    parts.extend(report.labs.iter().map(|lab| table(lab, &page)));
    let of = |status: Status| sheet.tests.iter().filter(move |test| test.status == status);
    parts.extend(of(Status::Fail).map(|one| test(one, "✘", texts)));
    parts.extend(undecided(&sheet).iter().map(|group| test_group(group, texts)));
    parts.extend(blocked(&sheet, texts));
    parts.push(sheet.beside.iter().map(|line| format!("- {}\n", prose(line))).collect());
    let mut out = String::new();
    for (place, part) in parts.iter().enumerate() {
        if out.len() + part.len() > MOST {
            let left = (parts.len() - place).to_string();
            let _ = writeln!(out, "{}", prose(&texts.with("report-cut", &[("more", &left)])));
            break;
        }
        let _ = writeln!(out, "{part}");
    }
    out
}

fn heads(sheet: &Sheet, report: &Report) -> String {
    let mut out = String::new();
    for head in &sheet.heads {
        let _ = writeln!(out, "**{}**\n", prose(head));
    }
    let _ = writeln!(out, "{}", code(&visible(&report.target.shown())));
    out
}

fn table(lab: &LabReport, page: &Page) -> String {
    let texts = page.texts;
    let mark = texts.range(lab.mark.earned, lab.mark.at_most, lab.mark.out_of);
    let title = texts.with("report-mark", &[("lab", &texts.get(lab.lab.as_str())), ("mark", &mark)]);
    let mut out = format!("## {}\n\n", escape(&title));
    let (scenario, points) = (texts.get("report-column-scenario"), texts.get("report-column-points"));
    let _ = writeln!(out, "| | {} | {} |\n|---|---|---:|", escape(&scenario), escape(&points));
    for scenario in lab.scenarios.iter().filter(|scenario| !scenario.rules.is_empty()) {
        let range = texts.range(scenario.earned, scenario.at_most, scenario.points);
        let title = format!("{} [{}]", visible(page.text(&scenario.title)), visible(&scenario.id));
        let _ = writeln!(out, "| {} | {} | {} |", sign(scenario.verdict()), escape(&title), escape(&range));
    }
    out
}

fn title(test: &Test, sign: &str, texts: &Texts) -> String {
    let points = format!("{} / {}", texts.points(test.earned), texts.points(test.points));
    let names = code(&[std::slice::from_ref(&test.id), &test.group].concat().join(", "));
    format!("### {sign} {} ({})\n\n{names}\n\n", escape(&test.title), escape(&points))
}

fn test(test: &Test, sign: &str, texts: &Texts) -> String {
    let mut out = title(test, sign, texts);
    for (title, text) in &test.details {
        let many = text.contains('\n') || *title == texts.get("field-again");
        let shown = if many { block(text) } else { format!("{}\n", prose(text)) };
        let _ = writeln!(out, "**{}**\n\n{shown}", escape(title));
    }
    out
}

/// Those that were not decided; those of which the same was observed together.
fn undecided(sheet: &Sheet) -> Vec<Vec<&Test>> {
    let mut groups: Vec<Vec<&Test>> = Vec::new();
    for one in sheet.tests.iter().filter(|test| test.status == Status::Unknown) {
        match groups.iter_mut().find(|group| group[0].details.first() == one.details.first()) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    groups
}

/// What was observed of all of them is told under the last one.
fn test_group(group: &[&Test], texts: &Texts) -> String {
    let (last, others) = group.split_last().expect("no group is empty");
    let others = others.iter().map(|other| title(other, "?", texts));
    others.chain([test(last, "?", texts)]).collect()
}

fn blocked(sheet: &Sheet, texts: &Texts) -> Option<String> {
    let blocked: Vec<&Test> = sheet.tests.iter().filter(|test| test.status == Status::Blocked).collect();
    if blocked.is_empty() {
        return None;
    }
    let mut out = format!("### – {}\n\n", escape(&texts.get("blocked-title")));
    for test in blocked {
        let points = format!("0 / {}", texts.points(test.points));
        let _ = writeln!(out, "- {} ({}): {}", escape(&test.title), escape(&points), prose(&test.said));
    }
    Some(out)
}

/// What stands between two backticks is code, as our own sentences have it; everything else is letters.
fn prose(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    let part = |(place, part): (usize, &&str)| match (place % 2 == 1, place + 1 < parts.len()) {
        (true, true) if !part.trim().is_empty() => code(part),
        (true, _) => format!("\\`{}{}", escape(part), if place + 1 < parts.len() { "\\`" } else { "" }),
        // Two code spans that touch would be one.
        (false, true) if part.is_empty() && place > 0 => " ".into(),
        (false, _) => escape(part),
    };
    parts.iter().enumerate().map(part).collect()
}

/// Letters that mean nothing: neither Markdown nor HTML, and nobody is mentioned.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            // Mentions and addresses of mail are looked for after the escapes have gone.
            '@' => out.push('＠'),
            c if c.is_ascii_punctuation() && !",/()'\";%?".contains(c) => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// A code span, whatever is in it.
fn code(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    let fence = "`".repeat(longest_run(&text) + 1);
    format!("{fence} {text} {fence}")
}

/// A block of code, whatever is in it.
fn block(text: &str) -> String {
    let fence = "`".repeat(longest_run(text).max(2) + 1);
    format!("{fence}text\n{text}\n{fence}\n")
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}
