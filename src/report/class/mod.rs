//! The report of a class. Like that of one run it is plain data, and each format is a function of it alone.

mod model;

pub use model::{
    CLASS_FORMAT, ClassReport, FileReport, Former, LabMark, Marking, Outcome, Rounding, RuleColumn, SubmissionReport,
    Weighted,
};

/// `class.json`.
pub fn json(report: &ClassReport) -> String {
    let mut text = serde_json::to_string_pretty(report).expect("a report is plain data");
    text.push('\n');
    text
}
