//! What the page of a class shows in one language, as its templates take it.

use super::marks::Marks;
use super::missed::Missed;
use super::row::Row;
use crate::report::class::{Outcome, words};
use crate::text::Texts;

pub struct View<'a> {
    pub texts: &'a Texts,
    pub lang: &'static str,
    pub title: String,
    pub live: bool,
    pub class: String,
    pub when: String,
    pub complete: bool,
    pub warnings: Vec<String>,
    pub totals: Vec<Total>,
    pub marks: Option<Marks>,
    pub without: Option<String>,
    pub missed: Missed,
    pub table: Table,
    pub rows: Vec<Row>,
    /// Sentences on how the marks are made.
    pub made: Vec<String>,
    pub facts: Vec<(String, String)>,
}

pub struct Total {
    pub outcome: &'static str,
    pub said: String,
}

/// The columns of the matrix.
pub struct Table {
    pub group: bool,
    pub former: bool,
    pub mark: String,
    pub labs: Vec<(&'static str, String)>,
    /// The required rules of each lab.
    pub rules: Vec<LabRules>,
    /// How many columns there are in all, how many of rules, and how many between the names and the rules.
    pub columns: usize,
    pub rule_columns: usize,
    pub between: usize,
}

pub struct LabRules {
    pub name: String,
    pub about: String,
    pub rules: Vec<RuleHead>,
}

pub struct RuleHead {
    pub id: String,
    pub title: String,
    pub points: String,
    /// The first of its scenario.
    pub first: bool,
}

impl View<'_> {
    /// A sentence of ours.
    pub fn say(&self, id: &str) -> String {
        self.texts.get(id)
    }

    /// The same with counts that the script puts in.
    pub fn shown(&self) -> String {
        self.texts.with("class-shown", &[("shown", "{shown}"), ("all", "{all}")])
    }

    pub fn outcomes(&self) -> Vec<(&'static str, String)> {
        let word = |outcome: Outcome| (outcome.as_str(), words::outcome(outcome, self.texts));
        Outcome::ALL.into_iter().map(word).collect()
    }
}
