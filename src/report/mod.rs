//! One [`Report`] value of plain fields; every format is a function of it alone.

pub mod again;
mod build;
mod causes;
pub mod class;
mod diff;
mod evidence;
pub mod explain;
pub mod formats;
mod html;
mod limit;
pub mod load;
mod model;
mod picture;
mod request;
mod shell;
mod since;
mod stack;
pub mod terminal;
mod trouble;
mod who;

pub use build::{Facts, build};
pub use diff::diff;
pub use evidence::gist;
pub use html::html;
pub use model::{
    FORMAT, LabReport, MarkReport, NoiseReport, Report, RuleReport, RunVerdict, ScenarioReport, TargetReport,
    TimingReport, first_rubric, schema,
};
pub use picture::PictureReport;
pub use request::{Crowd, End, Evidence, Request};
pub use since::since;
pub use stack::Stack;
pub use trouble::{TroubleKind, TroubleReport};

use crate::inert;

/// The report as JSON, as it is saved and as `lab report render` reads it again.
pub fn json(report: &Report) -> String {
    let mut text = inert::json(serde_json::to_string_pretty(report).expect("a report is plain data"));
    text.push('\n');
    text
}
