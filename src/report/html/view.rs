//! What the page shows in one language, as its templates take it.

use super::distribution::Distribution;
use super::drawing::Drawing;
use crate::text::Texts;

pub struct View<'a> {
    pub texts: &'a Texts,
    pub lang: &'static str,
    pub title: String,
    pub target: String,
    pub started: String,
    pub partial: bool,
    pub trouble: Option<String>,
    pub notes: Vec<String>,
    pub contract: Vec<(String, String)>,
    pub labs: Vec<LabView>,
    pub facts: Vec<(String, String)>,
}

pub struct LabView {
    pub id: String,
    pub name: String,
    pub mark: String,
    pub sign: Sign,
    pub said: String,
    /// What is taken off beside the points of the rules.
    pub penalty: Option<String>,
    pub bonus: Option<String>,
    /// What each picture is of, when it was made, and its bytes as a browser takes them.
    pub film: Vec<(String, String, String)>,
    pub rows: Vec<ScenarioView>,
    pub failures: Vec<RuleView>,
    pub unknown: Vec<RuleView>,
    pub blocked: Vec<(String, Vec<String>)>,
    pub advice: Vec<RuleView>,
}

pub struct ScenarioView {
    pub id: String,
    pub title: String,
    pub explanation: String,
    pub points: String,
    pub sign: Sign,
    pub rules: Vec<RuleView>,
    pub bonus: Vec<RuleView>,
    pub drawings: Vec<Drawing>,
    pub streams: Vec<StreamView>,
    pub audience: Option<AudienceView>,
}

/// Who said something, how much, and the signs of what became of it at each listener, right or wrong.
pub type AudienceRow = (String, String, Vec<(String, bool)>);

/// Who heard whom: a row for each who said something, with how much, and what became of it at each listener.
pub struct AudienceView {
    pub listeners: Vec<String>,
    pub rows: Vec<AudienceRow>,
}

pub struct RuleView {
    pub id: String,
    /// Others that the same is said of.
    pub alike: Vec<RuleView>,
    pub anchor: String,
    pub title: String,
    pub scenario: String,
    pub points: String,
    pub sign: Sign,
    pub observed: String,
    /// What the rule is about: label and text.
    pub fields: Vec<(String, String)>,
    pub waits_for: Option<String>,
    pub timing: Option<String>,
    pub excerpt: Option<ExcerptView>,
    pub distribution: Option<Distribution>,
    pub drawings: Vec<Drawing>,
    pub listed: Vec<String>,
    pub again: Vec<AgainView>,
}

/// Commands for one terminal, and what is said before them.
pub struct AgainView {
    pub label: Option<String>,
    pub commands: Vec<String>,
}

pub struct ExcerptView {
    pub line: u64,
    pub before: String,
    pub at: String,
    pub after: String,
    /// A caret under the character, for those who see no colour.
    pub caret: String,
}

pub struct StreamView {
    pub name: String,
    pub cells: Vec<(String, String)>,
}

/// A verdict, as a class, a sign and a word.
#[derive(Clone)]
pub struct Sign {
    pub class: &'static str,
    pub sign: &'static str,
    pub word: String,
}

impl View<'_> {
    /// A sentence of ours.
    pub fn say(&self, id: &str) -> String {
        self.texts.get(id)
    }
}
