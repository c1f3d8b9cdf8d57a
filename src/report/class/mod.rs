//! The report of a class. Like that of one run it is plain data, and each format is a function of it alone.

mod cases;
mod comment;
mod csv;
mod gradescope;
mod junit;
mod model;
mod page;
mod words;

pub use comment::comment;
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
    ClassFile { name: "grades-fr.csv", render: |report, _| csv::french(report) },
    ClassFile { name: "mail-merge.csv", render: comment::letters },
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

#[cfg(test)]
mod tests_support {
    use super::*;
    use std::collections::BTreeMap;

    /// Of whom nothing is known but this.
    pub fn submission(id: &str, outcome: Outcome) -> SubmissionReport {
        let text = || id.to_owned();
        SubmissionReport {
            id: text(),
            name: text(),
            email: String::new(),
            group: String::new(),
            folder: text(),
            outcome,
            reason: None,
            said: String::new(),
            notes: vec![],
            labs: vec![],
            rules: BTreeMap::new(),
            files: vec![],
            mark: None,
            range: None,
            former: None,
            alone: false,
            noise_ms: 0.0,
            elapsed_s: 0.0,
        }
    }

    /// A class with these required rules.
    pub fn class(submissions: Vec<SubmissionReport>, rules: &[(&str, f64)]) -> ClassReport {
        let lab = crate::labs::ALL[0].id.clone();
        let rule = |(id, points): &(&str, f64)| RuleColumn {
            lab: lab.clone(),
            scenario: "here".into(),
            id: (*id).into(),
            points: *points,
        };
        ClassReport {
            format: CLASS_FORMAT.into(),
            lab_version: String::new(),
            rubric: String::new(),
            class: "TP".into(),
            started: String::new(),
            elapsed_s: 0.0,
            complete: true,
            isolation: String::new(),
            marking: Marking { labs: vec![], out_of: 20.0, round: 0.25, rounding: Rounding::Nearest, files: 0.0 },
            rules: rules.iter().map(rule).collect(),
            submissions,
            warnings: vec![],
        }
    }
}
