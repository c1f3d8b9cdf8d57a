//! The report for a terminal: a table of scenarios, a block for each failure, a line that sums up.

mod blocks;
mod contract;
mod table;

pub(in crate::report) use blocks::visible_command;
pub use contract::contract;
pub(in crate::report) use contract::rows;
pub(in crate::report) use table::sign;

use super::causes::undecided;
use super::{LabReport, Report, RunVerdict};
use crate::checker::Verdict;
use crate::inert;
use crate::labs;
use crate::scenario::Text;
use crate::text::{Lang, Texts, visible};
use std::fmt::Write;

/// How the terminal is.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    pub width: u16,
    pub colour: bool,
}

/// Without colours, and as wide as it gets: for files.
pub(in crate::report) const PLAIN: Style = Style { width: 100, colour: false };

/// How much of a report is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// The marks.
    Marks,
    /// What is to be known of what is not right.
    Faults,
    /// What was observed of every rule, of those that passed too.
    All,
}

/// The report, for a terminal.
pub fn render(report: &Report, texts: &Texts, style: Style) -> String {
    render_as(report, texts, style, Detail::Faults)
}

pub fn render_as(report: &Report, texts: &Texts, style: Style, detail: Detail) -> String {
    let mut out = String::new();
    let page = Page { texts, style };
    if let Some(trouble) = &report.trouble {
        let _ = writeln!(out, "{}", page.wrap(&trouble.say(texts), ""));
        return out;
    }
    if detail == Detail::Marks {
        page.marks(&mut out, report);
        return out;
    }
    for lab in &report.labs {
        page.lab(&mut out, lab);
        let undecided = undecided(lab);
        for scenario in &lab.scenarios {
            for rule in &scenario.rules {
                match rule.verdict {
                    Verdict::Fail => page.failure(&mut out, rule, scenario),
                    Verdict::Unknown => {
                        let group = undecided.iter().find(|group| std::ptr::eq(group[0].1, rule));
                        group.into_iter().for_each(|group| page.unknown(&mut out, group));
                    }
                    Verdict::Pass | Verdict::Blocked => {}
                }
            }
        }
        page.audiences(&mut out, lab, detail == Detail::All);
        page.blocked(&mut out, lab);
        page.advice(&mut out, lab);
        if detail == Detail::All {
            page.passed(&mut out, lab);
        }
    }
    page.noise(&mut out, report);
    for remark in &report.remarks {
        let _ = writeln!(out, "\n{}", page.wrap(&texts.say(remark), ""));
    }
    page.summary(&mut out, report, detail);
    out
}

pub(in crate::report) struct Page<'a> {
    pub(in crate::report) texts: &'a Texts,
    pub(in crate::report) style: Style,
}

impl Page<'_> {
    pub(in crate::report) fn text<'t>(&self, text: &'t Text) -> &'t str {
        match self.texts.lang {
            Lang::En => &text.en,
            Lang::Fr => &text.fr,
        }
    }

    fn paint(&self, text: &str, code: &str) -> String {
        if self.style.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.into() }
    }

    pub(in crate::report) fn bold(&self, text: &str) -> String {
        self.paint(text, "1")
    }

    fn noise(&self, out: &mut String, report: &Report) {
        if report.noise.max_ms > report.noise.bound_ms {
            let time = |ms: f64| self.texts.time((ms * 1e6) as u64);
            let (max, bound) = (time(report.noise.max_ms), time(report.noise.bound_ms));
            let line = self.texts.with("noise-line", &[("max", &max), ("bound", &bound)]);
            let _ = writeln!(out, "\n{}", self.wrap(&line, ""));
        }
    }

    fn summary(&self, out: &mut String, report: &Report, detail: Detail) {
        let seconds = self.texts.time((report.elapsed_s * 1e9) as u64);
        let _ = writeln!(out);
        self.marks(out, report);
        let (kernel, ours) = (report.noise.stamped_by_kernel, report.noise.stamped_by_us);
        // If the kernel gives no stamps, that is said always; that it gives them, in verbose output only.
        if ours + kernel > 0 && (kernel == 0 || detail == Detail::All) {
            let id = if kernel > 0 { "stamps-kernel" } else { "stamps-ours" };
            let counts = [("kernel", &*kernel.to_string()), ("all", &(kernel + ours).to_string())];
            let _ = writeln!(out, "{}", self.wrap(&self.texts.with(id, &counts), ""));
        }
        let seed = report.seed.to_string();
        let is_page = |lab: &LabReport| labs::find(&lab.lab).is_some_and(|lab| lab.is_page());
        let id = if report.labs.iter().any(is_page) { "summary-end-page" } else { "summary-end" };
        let page = report.labs.iter().find_map(|lab| labs::of_its_page(&lab.lab));
        let page = page.map_or("none", |lab| lab.id.as_str());
        let rubric = visible(&report.rubric);
        let line = self.texts.with(id, &[("time", &seconds), ("seed", &seed), ("rubric", &rubric), ("page", page)]);
        let _ = writeln!(out, "{}", self.wrap(&line, ""));
    }

    /// A line for each lab.
    fn marks(&self, out: &mut String, report: &Report) {
        for lab in &report.labs {
            let mark = self.texts.range(lab.mark.earned, lab.mark.at_most, lab.mark.out_of);
            let id =
                if report.complete { format!("summary-{}", lab.verdict.as_str()) } else { "summary-partial".into() };
            let line = self.texts.with(&id, &[("mark", &mark), ("lab", &self.texts.get(lab.lab.as_str()))]);
            let code = match lab.verdict {
                RunVerdict::Pass => "1;32",
                RunVerdict::Fail => "1;31",
                RunVerdict::Unknown | RunVerdict::Unreachable => "1;33",
            };
            let _ = writeln!(out, "{}", self.paint(&line, code));
        }
    }

    /// How long a line may be.
    fn columns(&self) -> usize {
        self.style.width.clamp(30, 100).into()
    }

    /// Wraps at the width of the terminal, by characters.
    pub(in crate::report) fn wrap(&self, text: &str, indent: &str) -> String {
        let width = self.columns().saturating_sub(indent.chars().count());
        let text = inert::line(text);
        let mut lines: Vec<String> = vec![String::new()];
        for word in text.split(' ') {
            let line = lines.last_mut().expect("there is always one");
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
                lines.push(word.to_owned());
            } else {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
            }
        }
        lines.iter().map(|line| format!("{indent}{line}")).collect::<Vec<_>>().join("\n")
    }
}
