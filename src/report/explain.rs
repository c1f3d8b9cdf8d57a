//! A page about one rule: what it asks, how its fault looks, what causes it. `lab explain` prints it, and the reference of
//! the book is made of it.

use super::who::{actor, asked};
use super::{End, Request, RuleReport};
use crate::checker::Excerpt;
use crate::inert;
use crate::labs::{self, Lab, Shape};
use crate::scenario::{Expectation, Scenario, Text, Weight};
use crate::text::{Lang, Texts, visible};
use std::fmt::Write;

/// A rule with all that is known of it.
pub struct Explained<'a> {
    pub scenario: &'a Scenario,
    pub expectation: &'a Expectation,
    /// The flawed servers that exist for it, or fail it too.
    pub flaws: Vec<&'static str>,
    /// What a check of one of them showed.
    pub seen: Option<&'a Seen>,
}

/// What a check of a flawed server showed of the rule that it exists for.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    pub flaw: String,
    pub rule: RuleReport,
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Of the whole page: the name of the rule, and what a good server does.
    Title(String),
    Heading(String),
    Text(String),
    /// What is to be copied, or was written so, line by line.
    Code(Vec<String>),
}

/// So many requests of an example are shown, and so much of each.
const REQUESTS: usize = 6;
const CHARACTERS: usize = 160;

/// The line of a failure that names this page.
pub fn line(rule: &str, texts: &Texts) -> String {
    texts.with("explain-line", &[("rule", rule)])
}

pub fn page(about: &Explained, texts: &Texts) -> Vec<Part> {
    let rule = about.expectation.rule.as_str();
    let mut parts = vec![Part::Title(texts.with("explain-title", &[("rule", rule), ("title", &texts.get(rule))]))];
    parts.extend(worth(about, texts).into_iter().map(Part::Text));
    for attribute in ["text", "expected", "why"] {
        parts.push(Part::Heading(texts.get(&format!("field-{attribute}"))));
        parts.push(Part::Text(texts.get(&format!("{rule}.{attribute}"))));
    }
    if let Some(seen) = about.seen {
        parts.push(Part::Heading(texts.get("explain-wire")));
        parts.push(Part::Text(texts.with("explain-wire-from", &[("flaw", &seen.flaw)])));
        parts.extend(wire(&seen.rule, texts).map(Part::Code));
        parts.push(Part::Text(texts.say(&seen.rule.message)));
    }
    for attribute in ["cause", "hint"] {
        parts.push(Part::Heading(texts.get(&format!("field-{attribute}"))));
        parts.push(Part::Text(texts.get(&format!("{rule}.{attribute}"))));
    }
    parts.push(Part::Heading(texts.get("explain-try")));
    parts.extend(commands(about, texts));
    parts
}

/// Where it is judged, what it is worth, and what it rests on.
fn worth(about: &Explained, texts: &Texts) -> Vec<String> {
    let Explained { scenario, expectation, .. } = about;
    let args = [
        ("lab", &*texts.get(scenario.lab.as_str())),
        ("scenario", &scenario.id),
        ("about", said(&scenario.title, texts)),
    ];
    let points = |points: f64| texts.points(points);
    let mut worth = texts.with("explain-place", &args);
    let told = match expectation.weight() {
        Weight::Required => {
            texts.with("explain-worth", &[("points", &points(expectation.points)), ("all", &points(20.0))])
        }
        Weight::Bonus => texts.with("explain-bonus", &[("points", &points(expectation.bonus))]),
        Weight::Advice => texts.get("explain-advice"),
    };
    let _ = write!(worth, " {told}");
    if expectation.penalty > 0.0 {
        let _ = write!(worth, " {}", texts.with("explain-penalty", &[("points", &points(expectation.penalty))]));
    }
    let mut all = vec![worth];
    let needs = scenario.needs.iter().chain(&expectation.needs).filter(|need| **need != expectation.rule);
    let needs: Vec<String> = needs.map(|need| format!("`{need}`")).collect();
    if !needs.is_empty() {
        all.push(texts.with("explain-needs", &[("rules", &needs.join(", "))]));
    }
    let symptom = format!("{}.symptom", expectation.rule);
    if texts.has(&symptom) {
        all.push(texts.with("explain-symptom", &[("symptom", &texts.get(&symptom))]));
    }
    all
}

fn said<'a>(text: &'a Text, texts: &Texts) -> &'a str {
    match texts.lang {
        Lang::En => &text.en,
        Lang::Fr => &text.fr,
    }
}

/// The requests and answers, or the line of a stream, that showed a fault.
fn wire(rule: &RuleReport, texts: &Texts) -> Option<Vec<String>> {
    let rows: Vec<&Request> = rule.evidence.shown().collect();
    let first = rows.iter().map(|row| row.sent_ms).fold(f64::INFINITY, f64::min);
    let are_named = rows.iter().any(|row| row.is_event());
    let mut lines: Vec<String> = vec![];
    for row in rows.iter().take(REQUESTS) {
        lines.extend(request(row, first, are_named, texts));
    }
    if rows.len() > REQUESTS {
        lines.push(texts.with("explain-more", &[("count", &(rows.len() - REQUESTS).to_string())]));
    }
    if let Some(Excerpt { line, column, text }) = &rule.excerpt {
        let before: String = text.chars().take(usize::try_from(*column).unwrap_or(1).saturating_sub(1)).collect();
        let number = line.to_string();
        lines.push(format!("{number} │ {}", visible(text)));
        let caret = " ".repeat(visible(&before).chars().count());
        lines.push(format!("{} │ {caret}^", " ".repeat(number.chars().count())));
    }
    (!lines.is_empty()).then_some(lines)
}

/// What was sent, and under it what came.
fn request(row: &Request, first: f64, is_named: bool, texts: &Texts) -> Vec<String> {
    let time = |ms: f64| texts.time((ms.max(0.0) * 1e6) as u64);
    let sent = time(row.sent_ms - first);
    let who = if is_named { format!("{}: ", actor(&row.client, texts)) } else { String::new() };
    let asked = format!("{who}{}", short(&asked(row)));
    let mut lines = vec![texts.with("explain-request", &[("sent", &sent), ("asked", &asked)])];
    if !row.shape().is_some_and(Shape::is_unanswered) {
        lines.push(match (row.end, row.code) {
            (End::Answered | End::Cut | End::Left, Some(code)) => {
                let args = [("code", &*code.to_string()), ("took", &time(row.took_ms()))];
                format!("    {}", texts.with("explain-answer", &args))
            }
            _ => format!("    {}", texts.get("explain-no-answer")),
        });
        lines.extend((!row.answer.is_empty()).then(|| format!("    {}", short(&visible(&row.answer)))));
    }
    lines
}

fn short(text: &str) -> String {
    if text.chars().count() <= CHARACTERS {
        return text.to_owned();
    }
    text.chars().take(CHARACTERS).chain(['…']).collect()
}

/// What one types to see it.
fn commands(about: &Explained, texts: &Texts) -> Vec<Part> {
    let Explained { scenario, flaws, seen, .. } = about;
    let text = |id: &str| Part::Text(texts.get(id));
    let several = labs::find(&scenario.lab).is_some_and(|lab: &Lab| lab.driver.several.is_some());
    let urls = if several { "http://localhost:5000 http://localhost:5001" } else { "http://localhost:5000" };
    let check = || Part::Code(vec![format!("lab check {urls} --only {}", scenario.id)]);
    let mut parts = vec![text("explain-own"), check()];
    if let Some(seen) = seen {
        let by_hand = [("explain-by-hand", &seen.rule.commands), ("explain-by-hand-second", &seen.rule.meanwhile)];
        for (label, commands) in by_hand.into_iter().filter(|(_, commands)| !commands.is_empty()) {
            parts.extend([text(label), Part::Code(commands.clone())]);
        }
    }
    let Some((first, others)) = flaws.split_first() else { return parts };
    let instances = if several { " --instances 2 --redis localhost:6379" } else { "" };
    let serve = Part::Code(vec![format!("lab serve --flaw {first}{instances}")]);
    parts.extend([text("explain-museum"), serve, text("explain-museum-check"), check()]);
    let others: Vec<String> = others.iter().map(|flaw| format!("`{flaw}`")).collect();
    let others = (!others.is_empty()).then(|| texts.with("explain-others", &[("flaws", &others.join(", "))]));
    parts.push(Part::Text(others.into_iter().chain([texts.get("explain-about")]).collect::<Vec<_>>().join(" ")));
    parts
}

/// A page for a terminal of this width.
pub fn for_terminal(parts: &[Part], width: usize, is_coloured: bool) -> String {
    let bold = |text: &str| if is_coloured { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() };
    let mut out = String::new();
    for part in parts {
        let _ = match part {
            Part::Title(title) => {
                let lines: Vec<String> = wrapped(title, 0, width).iter().map(|line| bold(line)).collect();
                writeln!(out, "{}", lines.join("\n"))
            }
            Part::Heading(heading) => writeln!(out, "\n{}", bold(heading)),
            Part::Text(text) => writeln!(out, "{}", wrapped(text, 2, width).join("\n")),
            // Not wrapped: it is copied whole.
            Part::Code(lines) => {
                writeln!(out, "{}", lines.iter().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n"))
            }
        };
    }
    out
}

/// A page as Markdown, with its title as a heading of this depth, which is linked to by this name.
pub fn as_markdown(parts: &[Part], depth: usize, name: &str) -> String {
    let mut out = String::new();
    for part in parts {
        let _ = match part {
            Part::Title(title) => writeln!(out, "{} {} {{#{name}}}\n", "#".repeat(depth), prose(title)),
            Part::Heading(heading) => writeln!(out, "**{}**\n", prose(heading)),
            Part::Text(text) => writeln!(out, "{}\n", prose(text)),
            Part::Code(lines) => writeln!(out, "```text\n{}\n```\n", lines.join("\n")),
        };
    }
    out
}

/// Words between two backticks are code; everything else is letters.
pub fn prose(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    let mut out = String::with_capacity(text.len() + 16);
    for (index, part) in parts.iter().enumerate() {
        if index % 2 == 1 && index + 1 < parts.len() {
            let _ = write!(out, "`{part}`");
            continue;
        }
        // A backtick without a second one is one.
        if index % 2 == 1 {
            out.push_str("\\`");
        }
        for c in part.chars() {
            if "\\*_[]<>#|~".contains(c) {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

fn wrapped(text: &str, indent: usize, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in inert::line(text).split(' ') {
        let last = lines.last_mut().expect("there is always one");
        if !last.is_empty() && indent + last.chars().count() + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines.into_iter().map(|line| format!("{}{line}", " ".repeat(indent))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_mean_nothing_and_code_is_code() {
        assert_eq!(prose("a *b* `c*d` <e>"), "a \\*b\\* `c*d` \\<e\\>");
        assert_eq!(prose("one ` alone"), "one \\` alone");
    }

    #[test]
    fn a_line_is_no_wider_than_the_terminal() {
        assert_eq!(wrapped("one two three", 2, 9), ["  one two", "  three"]);
        assert_eq!(wrapped("a-very-long-word x", 0, 5), ["a-very-long-word", "x"]);
    }
}
