//! What the page of a class shows in one language, as its templates take it.

use super::columns::MatrixColumns;
use super::marks::MarksChart;
use super::matrix_row::MatrixRow;
use super::missed::MissedRules;
use crate::report::class::{Outcome, words};
use crate::text::Texts;

pub struct ClassView<'a> {
    pub texts: &'a Texts,
    pub lang: &'static str,
    pub title: String,
    pub live: bool,
    pub class: String,
    pub when: String,
    pub complete: bool,
    pub warnings: Vec<String>,
    pub totals: Vec<Total>,
    pub marks: Option<MarksChart>,
    pub without: Option<String>,
    pub missed: MissedRules,
    pub matrix: MatrixColumns,
    pub rows: Vec<MatrixRow>,
    /// Sentences on how the marks are made.
    pub made: Vec<String>,
    pub facts: Vec<(String, String)>,
}

pub struct Total {
    pub outcome: &'static str,
    pub said: String,
}

impl ClassView<'_> {
    /// A sentence of the page.
    pub fn say(&self, id: &str) -> String {
        self.texts.get(id)
    }

    /// How many submissions are shown of how many, as the script fills it in.
    pub fn shown(&self) -> String {
        self.texts.with("class-shown", &[("shown", "{shown}"), ("all", "{all}")])
    }

    pub fn outcomes(&self) -> Vec<(&'static str, String)> {
        let word = |outcome: Outcome| (outcome.as_str(), words::outcome(outcome, self.texts));
        Outcome::ALL.into_iter().map(word).collect()
    }
}
