//! The report of a class. Like that of one run it is plain data, and each format is a function of it alone.

mod cases;
mod csv;
mod gradescope;
mod junit;
mod model;
mod page;
mod words;

pub use csv::csv;
pub use gradescope::gradescope;
pub use junit::junit;
pub use model::{
    CLASS_FORMAT, ClassReport, FileReport, Former, LabMark, Marking, Outcome, Rounding, RuleColumn, SubmissionReport,
    Weighted,
};
pub use page::{fragment, html, live_html};

use crate::inert;
use crate::text::Texts;

/// A file that a class leaves behind: its name, and what stands in it.
pub struct ClassFile {
    pub name: &'static str,
    pub render: fn(&ClassReport, &Texts) -> String,
}

/// Every file of a whole class; [`RESULTS`] is one of each submission.
pub const FILES: &[ClassFile] = &[
    ClassFile { name: CLASS, render: |report, _| json(report) },
    ClassFile { name: "index.html", render: |report, texts| html(report, texts.lang) },
    ClassFile { name: "grades.csv", render: |report, _| csv(report) },
    ClassFile { name: "junit.xml", render: junit },
];
pub const CLASS: &str = "class.json";
/// What Gradescope reads, in the folder of each submission.
pub const RESULTS: &str = "results.json";

/// `class.json`.
pub fn json(report: &ClassReport) -> String {
    let mut text = inert::json(serde_json::to_string_pretty(report).expect("a report is plain data"));
    text.push('\n');
    text
}
