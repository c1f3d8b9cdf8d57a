//! Reports for other tools. Each format is a function of the report alone, in a file of its own; [`FORMATS`] lists them
//! all, and the options of the command line are made of it.
//!
//! The same mark stands in each of them, on its own scale. There is no mark over labs: a format that has room for one
//! mark only is given the points of all labs together. Where something is unknown the mark is the lower bound.

mod annotations;
mod classroom50;
mod ctrf;
mod gradescope;
pub(super) mod junit;
mod markdown;
mod prairielearn;
mod tap;
pub(super) mod unit;
mod vpl;

use super::Report;
use crate::text::Texts;
use std::collections::BTreeMap;

/// The environment of the program: some formats repeat what their host says there.
#[derive(Debug, Clone, Default)]
pub struct Env(BTreeMap<String, String>);

impl Env {
    pub fn of_process() -> Self {
        let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        Self(std::env::vars_os().filter_map(text).collect())
    }

    /// What a variable says, if it says anything.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Env {
    fn from(pairs: [(&str, &str); N]) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

/// One format.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// The option of `lab check` and `lab judge`; that of `lab report render` is the same without "report-".
    pub option: &'static str,
    /// For the help.
    pub about: &'static str,
    /// Whether there may be one before the run has come to its end, marked as such; the others are written at the end.
    pub partial: bool,
    pub render: fn(&Report, &Texts, &Env) -> String,
}

impl Format {
    pub fn name(&self) -> &'static str {
        self.option.trim_start_matches("report-")
    }
}

/// Every format that a report is written in.
#[rustfmt::skip]
pub const FORMATS: &[Format] = &[
    Format { option: "report-json", about: "Write the report as JSON", partial: true, render: |report, _, _| super::json(report) },
    Format { option: "report-html", about: "Write it as a page of one file", partial: true, render: |report, texts, _| super::html(report, texts.lang) },
    Format { option: "report-markdown", about: "Write it as Markdown, for a GitHub job summary", partial: true, render: |report, texts, _| markdown::render(report, texts) },
    Format { option: "report-junit", about: "Write it as JUnit XML", partial: true, render: |report, texts, _| junit::render(report, texts) },
    Format { option: "report-annotations", about: "Write it as GitHub annotations, to be printed in a workflow", partial: true, render: |report, texts, _| annotations::render(report, texts) },
    Format { option: "report-tap", about: "Write it as TAP 14", partial: true, render: |report, texts, _| tap::render(report, texts) },
    Format { option: "report-ctrf", about: "Write it as CTRF", partial: true, render: |report, texts, _| ctrf::render(report, texts) },
    Format { option: "report-gradescope", about: "Write it as results.json of Gradescope", partial: true, render: |report, texts, _| gradescope::render(report, texts) },
    Format { option: "report-prairielearn", about: "Write it as results.json of PrairieLearn", partial: true, render: |report, texts, _| prairielearn::render(report, texts) },
    Format { option: "report-classroom50", about: "Write it as classroom50/result/v1", partial: true, render: classroom50::render },
    Format { option: "report-vpl", about: "Write it as what the VPL of Moodle reads from an evaluation", partial: true, render: vpl::render },
];
