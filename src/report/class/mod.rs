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

/// `class.json`.
pub fn json(report: &ClassReport) -> String {
    let mut text = serde_json::to_string_pretty(report).expect("a report is plain data");
    text.push('\n');
    text
}
