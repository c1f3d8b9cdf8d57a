//! What the formats that know tests have in common. A test is a required rule with its points; bonus and advice stand
//! beside. No text in here drives a terminal; each format escapes what means something to itself.

use crate::checker::Verdict;
use crate::report::again;
use crate::report::terminal::{PLAIN, Page, visible_command};
use crate::report::{LabReport, Report, RuleReport, ScenarioReport, stack};
use crate::text::{Texts, visible};

/// No text of one test is longer, in characters: some of these formats are read by programs that take so much only.
const MOST: usize = 6000;
/// So many requests are shown of what a finding rests on.
const ROWS: usize = 6;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Pass,
    Fail,
    Unknown,
    Blocked,
    /// There was nothing to judge, or the run did not come to its end: no fault that was seen in a server.
    Fault,
}

impl Status {
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Pass => "pass",
            Status::Fail => "fail",
            Status::Unknown => "unknown",
            Status::Blocked => "blocked",
            Status::Fault => "error",
        }
    }

    pub fn passed(self) -> bool {
        self == Status::Pass
    }
}

pub struct Test {
    /// The rule, or "run".
    pub id: String,
    /// The rule with its title.
    pub name: String,
    pub title: String,
    /// The lab and the scenario; of the run itself, nothing.
    pub group: Vec<String>,
    pub status: Status,
    pub earned: f64,
    pub points: f64,
    /// What was observed, or why nothing was.
    pub said: String,
    /// What a person reads about it, each part with its heading.
    pub details: Vec<(String, String)>,
}

impl Test {
    pub fn text(&self) -> String {
        self.details.iter().map(|(title, text)| format!("{title}\n{}\n", indent(text))).collect()
    }
}

fn indent(text: &str) -> String {
    text.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

/// A report as those formats show it.
pub struct Sheet {
    /// A rule each; where the run is not whole, it comes first itself, so there is always one.
    pub tests: Vec<Test>,
    /// Of all labs together, for formats that have one mark only: points that were earned, and their sum.
    pub earned: f64,
    pub out_of: f64,
    /// Whether the mark is one: the run came to its end, and there was something to grade.
    pub gradable: bool,
    /// That it is partial or why there is nothing; the mark of each lab; what is undecided.
    pub heads: Vec<String>,
    /// Bonus and advice.
    pub beside: Vec<String>,
}

impl Sheet {
    pub fn text(&self) -> String {
        self.heads.iter().chain(&self.beside).map(|line| format!("{line}\n")).collect()
    }

    /// The part of all points that was earned.
    pub fn share(&self) -> f64 {
        if self.out_of > 0.0 { (self.earned / self.out_of).clamp(0.0, 1.0) } else { 0.0 }
    }
}

pub fn sheet(report: &Report, texts: &Texts) -> Sheet {
    let page = Page { texts, style: PLAIN, stack: report.target.stack };
    let gradable = report.complete && report.trouble.is_none() && !report.labs.is_empty();
    let mut tests: Vec<Test> = if gradable { vec![] } else { vec![run(report, texts)] };
    for lab in &report.labs {
        for scenario in &lab.scenarios {
            tests.extend(scenario.rules.iter().map(|rule| test(rule, scenario, lab, &page)));
        }
    }
    let sum = |of: fn(&LabReport) -> f64| tidy(report.labs.iter().map(of).sum());
    let (earned, at_most, out_of) = (sum(|l| l.mark.earned), sum(|l| l.mark.at_most), sum(|l| l.mark.out_of));
    let mut heads = trouble(report, texts);
    for lab in &report.labs {
        let mark = texts.range(lab.mark.earned, lab.mark.at_most, lab.mark.out_of);
        heads.push(texts.with("report-mark", &[("lab", &texts.get(lab.lab.as_str())), ("mark", &mark)]));
        let penalty = lab.penalty();
        if penalty > 0.0 {
            heads.push(texts.with("report-penalty", &[("points", &texts.points(penalty))]));
        }
    }
    if report.labs.len() > 1 {
        heads.push(texts.with("report-total", &[("mark", &texts.range(earned, at_most, out_of))]));
    }
    if report.complete && at_most > earned {
        heads.push(texts.with("report-undecided", &[("points", &texts.points(tidy(at_most - earned)))]));
    }
    heads.extend(report.remarks.iter().map(|remark| texts.say(remark)));
    Sheet {
        tests,
        earned,
        out_of,
        gradable,
        heads,
        beside: report.labs.iter().flat_map(|l| beside(l, texts)).collect(),
    }
}

/// Points are quarters and halves of them; what binary fractions add is not part of a mark.
pub fn tidy(points: f64) -> f64 {
    (points * 1000.0).round() / 1000.0
}

/// Why the report is no whole one: nothing to grade, or not finished.
fn trouble(report: &Report, texts: &Texts) -> Vec<String> {
    let partial = (!report.complete).then(|| texts.get("report-partial"));
    let nothing = report.labs.is_empty() && report.trouble.is_none();
    let why = report.trouble.as_ref().map(|why| clip(&why.say(texts)));
    partial.into_iter().chain(why).chain(nothing.then(|| texts.get("report-nothing-yet"))).collect()
}

/// The run as a test of its own, worth nothing.
fn run(report: &Report, texts: &Texts) -> Test {
    let title = texts.get("report-run");
    let said = trouble(report, texts).join(" ");
    Test {
        id: "run".into(),
        name: format!("run: {title}"),
        title,
        group: vec![],
        status: Status::Fault,
        earned: 0.0,
        points: 0.0,
        details: vec![(texts.get("field-observed"), said.clone())],
        said,
    }
}

fn test(rule: &RuleReport, scenario: &ScenarioReport, lab: &LabReport, page: &Page) -> Test {
    let title = page.texts.get(&rule.id);
    let id = visible(&rule.id);
    let status = match rule.verdict {
        Verdict::Pass => Status::Pass,
        Verdict::Fail => Status::Fail,
        Verdict::Unknown => Status::Unknown,
        Verdict::Blocked => Status::Blocked,
    };
    Test {
        name: format!("{id}: {title}"),
        title,
        id,
        group: vec![lab.lab.as_str().into(), visible(&scenario.id)],
        status,
        earned: tidy(rule.earned),
        points: tidy(rule.points),
        said: clip(&said(rule, page.texts)),
        details: details(rule, page),
    }
}

fn said(rule: &RuleReport, texts: &Texts) -> String {
    let because = |id: &str| {
        let cause = rule.blocked_by.as_ref().map(|cause| texts.get(cause));
        cause.map(|cause| texts.with(id, &[("rule", &cause)]))
    };
    match rule.verdict {
        Verdict::Blocked => because("report-rests-on").unwrap_or_else(|| texts.get("blocked-title")),
        Verdict::Unknown => {
            [Some(texts.say(&rule.message)), because("waits-for")].into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
        Verdict::Pass | Verdict::Fail => texts.say(&rule.message),
    }
}

/// What a person reads about a rule that did not pass; of one that passed, what was observed.
fn details(rule: &RuleReport, page: &Page) -> Vec<(String, String)> {
    let texts = page.texts;
    let mut parts = Vec::new();
    let of_stack = |part: &str| stack::told(&rule.id, part, page.stack, texts);
    let own = |part: &str| texts.get(&format!("{}.{part}", rule.id));
    parts.extend(page.penalty(rule).map(|said| ("field-penalty", said)));
    if rule.verdict == Verdict::Fail {
        parts.extend([("field-text", own("text")), ("field-expected", own("expected"))]);
    }
    let mut observed = format!("{}\n", said(rule, texts));
    if matches!(rule.verdict, Verdict::Fail | Verdict::Unknown) {
        page.excerpt(&mut observed, rule);
        observed.extend(page.timing_line(rule).map(|line| format!("{line}\n")));
        page.timeline(&mut observed, &rule.evidence, ROWS);
    }
    parts.push(("field-observed", observed));
    if rule.verdict == Verdict::Fail {
        parts.extend([("field-why", own("why")), ("field-cause", of_stack("cause")), ("field-hint", of_stack("hint"))]);
    }
    let mut again = Vec::new();
    for step in again::steps(rule) {
        // For a shell, a remark: it may be copied with the rest.
        again.extend(step.label.map(|label| format!("# {}", texts.get(label))));
        again.extend(step.commands.iter().map(|command| clip(&visible_command(command))));
    }
    if !again.is_empty() {
        parts.push(("field-again", again.join("\n")));
    }
    parts.into_iter().map(|(name, text)| (texts.get(name), clip(text.trim_end()))).collect()
}

fn beside(lab: &LabReport, texts: &Texts) -> Vec<String> {
    let all = |of: fn(&ScenarioReport) -> &Vec<RuleReport>| lab.scenarios.iter().flat_map(of);
    let (earned, possible) = all(|s| &s.bonus).fold((0.0, 0.0), |(e, p), rule| (e + rule.earned, p + rule.points));
    let bonus = format!("+{} / {}", texts.points(earned), texts.points(possible));
    let bonus = (possible > 0.0).then(|| texts.with("report-bonus", &[("points", &bonus)]));
    let advice = all(|s| &s.advice).filter(|rule| rule.verdict == Verdict::Fail).map(|rule| {
        let (title, said) = (texts.get(&format!("{}.symptom", rule.id)), texts.say(&rule.message));
        clip(&texts.with("report-advice", &[("title", &title), ("said", &said)]))
    });
    let title = |line| {
        format!(
            "{}{}{line}",
            texts.get(lab.lab.as_str()),
            if texts.lang == crate::text::Lang::Fr { " : " } else { ": " }
        )
    };
    bonus.into_iter().chain(advice).map(title).collect()
}

/// A text that is not too long.
fn clip(text: &str) -> String {
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into(),
    }
}
