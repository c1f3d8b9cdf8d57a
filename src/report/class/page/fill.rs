//! Fills the view of a class from its report.

use super::columns::MatrixColumns;
use super::marks::{MarksChart, without};
use super::matrix_row::MatrixRow;
use super::missed::MissedRules;
use super::moment::moment;
use super::view::{ClassView, Total};
use crate::message::Message;
use crate::report::class::words::{listed, theirs, took};
use crate::report::class::{ClassReport, Outcome, Rounding};
use crate::report::html::rich::rich;
use crate::text::{Texts, visible};

impl<'a> ClassView<'a> {
    pub fn new(report: &ClassReport, texts: &'a Texts, live: bool) -> Self {
        let class = theirs(&report.class);
        let matrix = MatrixColumns::new(report, texts);
        let when = if report.complete { "class-when" } else { "class-when-so-far" };
        let said = [("started", &*moment(&report.started)), ("took", &took(report.elapsed_s, texts))];
        let rows = report.submissions.iter().enumerate();
        Self {
            texts,
            lang: texts.lang.code(),
            title: texts.with("class-title", &[("class", &class)]),
            live,
            class,
            when: texts.with(when, &said),
            complete: report.complete,
            warnings: report.warnings.iter().map(|warning| rich(&texts.say(warning))).collect(),
            totals: totals(report, texts),
            marks: MarksChart::new(report, texts),
            without: without(report, texts),
            missed: MissedRules::new(report, texts),
            rows: rows.map(|(place, submission)| MatrixRow::new(place, submission, report, &matrix, texts)).collect(),
            matrix,
            made: made(report, texts),
            facts: facts(report, texts),
        }
    }
}

/// How many submissions have each outcome that there is, also those that are never a mark.
fn totals(report: &ClassReport, texts: &Texts) -> Vec<Total> {
    let counted = Outcome::ALL.into_iter().filter_map(|outcome| {
        let count = report.submissions.iter().filter(|one| one.outcome == outcome).count();
        let said = || texts.say(&Message::new(format!("class-total-{}", outcome.as_str())).count("count", count));
        (count > 0).then(|| Total { outcome: outcome.as_str(), said: said() })
    });
    counted.collect()
}

/// How marks are made, in words.
fn made(report: &ClassReport, texts: &Texts) -> Vec<String> {
    let marking = &report.marking;
    let out = texts.points(marking.out_of);
    let weighted = |one: &crate::report::class::Weighted| {
        let name = texts.get(one.lab.as_str());
        texts.with("class-made-weight", &[("lab", &name), ("weight", &texts.points(one.weight))])
    };
    let labs = match &marking.labs[..] {
        [one] => texts.get(one.lab.as_str()),
        all => listed(&all.iter().map(weighted).collect::<Vec<_>>(), texts),
    };
    let how = match marking.labs.len() {
        0 => "class-made-found",
        1 => "class-made-one",
        _ => "class-made-labs",
    };
    let rounded = match marking.rounding {
        _ if marking.round <= 0.0 => "class-made-exact",
        Rounding::Nearest => "class-made-nearest",
        Rounding::Up => "class-made-up",
        Rounding::Down => "class-made-down",
    };
    let files = if marking.files > 0.0 { "class-made-files" } else { "class-made-advice" };
    vec![
        texts.with(how, &[("labs", &labs), ("out", &out)]),
        texts.with(rounded, &[("step", &texts.points(marking.round))]),
        texts.with(files, &[("out", &out), ("points", &texts.points(marking.files))]),
        texts.get("class-made-bonus"),
        texts.get("class-made-undecided"),
        texts.get("class-made-late"),
    ]
}

fn facts(report: &ClassReport, texts: &Texts) -> Vec<(String, String)> {
    let said = |name: &str| {
        let id = format!("class-isolation-{name}");
        if texts.has(&id) { texts.get(&id) } else { visible(name) }
    };
    // Of servers that were only asked, nothing was started that could be kept apart.
    let named = report.isolation.split(", ").filter(|name| !name.is_empty());
    let isolation: Vec<String> = named.map(said).collect();
    vec![
        (texts.get("class-isolation"), if isolation.is_empty() { "—".into() } else { isolation.join(" · ") }),
        (texts.get("fact-version"), visible(&report.lab_version)),
        (texts.get("fact-rubric"), visible(&report.rubric)),
    ]
}
