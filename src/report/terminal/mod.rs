//! The report for a terminal: a table of scenarios, a block for each failure, a line that sums up.

mod blocks;
mod contract;
mod failure;
mod requests;
mod room;
mod table;

pub use contract::contract;
pub(in crate::report) use contract::rows;
pub(in crate::report) use failure::visible_command;
pub use table::scenario_line;
pub(in crate::report) use table::sign;

use super::causes::{failed, undecided};
use super::stack::Stack;
use super::{LabReport, Report, RunVerdict};
use crate::inert;
use crate::labs;
use crate::scenario::Text;
use crate::text::{Lang, Texts, visible};
use room::{LINES, Room};
use std::collections::BTreeSet;
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

/// All that is to be known of what is not right, as a terminal shows it: for a log, which has room.
pub fn render(report: &Report, texts: &Texts, style: Style) -> String {
    let page = Page { texts, style, stack: report.target.stack };
    if report.trouble.is_some() {
        return render_as(report, texts, style, Detail::Faults);
    }
    page.told(report, Room::LESS_AND_LESS[0])
}

pub fn render_as(report: &Report, texts: &Texts, style: Style, detail: Detail) -> String {
    let page = Page { texts, style, stack: report.target.stack };
    if let Some(trouble) = &report.trouble {
        return format!("{}\n", page.wrap(&trouble.say(texts), ""));
    }
    match detail {
        Detail::Marks => page.only_marks(report),
        Detail::All => page.told(report, Room::ALL),
        Detail::Faults => {
            let told = Room::LESS_AND_LESS.iter().map(|room| page.told(report, *room));
            let mut last = String::new();
            for text in told {
                last = text;
                if last.lines().count() <= LINES {
                    break;
                }
            }
            last
        }
    }
}

pub(in crate::report) struct Page<'a> {
    pub(in crate::report) texts: &'a Texts,
    pub(in crate::report) style: Style,
    pub(in crate::report) stack: Option<Stack>,
}

impl Page<'_> {
    fn only_marks(&self, report: &Report) -> String {
        let mut out = String::new();
        self.marks(&mut out, report);
        out
    }

    /// The whole of a report, as much as there is room for.
    fn told(&self, report: &Report, room: Room) -> String {
        let mut out = String::new();
        let failed = failed(report);
        let undecided: Vec<_> = report.labs.iter().flat_map(undecided).collect();
        let is_right = failed.is_empty() && undecided.is_empty();
        if is_right && report.target.contract.is_some() {
            self.contract(&mut out, report);
            out.push('\n');
        }
        self.start_with(&mut out, &failed);
        for lab in &report.labs {
            self.lab(&mut out, lab, is_right || room.beside, report.complete);
        }
        let labs: BTreeSet<&str> = failed.iter().map(|one| one.lab.lab.as_str()).collect();
        for (number, one) in failed.iter().enumerate() {
            let depth = if number == 0 { room.first } else { room.others };
            self.failure(&mut out, one, depth, labs.len() > 1);
        }
        match report.complete {
            true => undecided.iter().for_each(|group| self.unknown(&mut out, group, room.beside)),
            false => self.not_looked_at(&mut out, &undecided),
        }
        for lab in &report.labs {
            if room.audiences {
                self.audiences(&mut out, lab, room.passed, !room.beside);
            }
            if room.beside {
                self.blocked(&mut out, lab);
            }
            self.advice(&mut out, lab, room.beside);
            if room.passed {
                self.passed(&mut out, lab);
            }
        }
        if !is_right && report.target.contract.is_some() {
            out.push('\n');
            self.contract(&mut out, report);
        }
        self.noise(&mut out, report);
        for remark in &report.remarks {
            let _ = writeln!(out, "\n{}", self.wrap(&self.texts.say(remark), ""));
        }
        self.summary(&mut out, report, room);
        out
    }

    /// What lab found out about the target.
    fn contract(&self, out: &mut String, report: &Report) {
        if let Some(contract) = &report.target.contract {
            out.push_str(&contract::contract(contract, report.target.version_kind.as_deref(), self.texts, self.style));
        }
    }

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

    fn summary(&self, out: &mut String, report: &Report, room: Room) {
        let seconds = self.texts.time((report.elapsed_s * 1e9) as u64);
        let _ = writeln!(out);
        self.marks(out, report);
        let (kernel, ours) = (report.noise.stamped_by_kernel, report.noise.stamped_by_us);
        // If the kernel gives no stamps, that is said always; that it gives them, in verbose output only.
        if ours + kernel > 0 && (kernel == 0 || room.passed) {
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
        if !room.is_whole() {
            let _ = writeln!(out, "{}", self.wrap(&self.texts.get("summary-more"), ""));
        }
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
