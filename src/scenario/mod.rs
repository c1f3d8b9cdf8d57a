//! What is done to a target, and which rules judge it: data, one TOML file a scenario.

mod file;
mod step;

pub use file::{BadScenario, Vocabulary, digest, embedded, from_dir, near, parse, read_as, schema};
pub use step::{Phase, Step};

use crate::names::LabId;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// One scenario: a name, what to do, what to expect. Its steps are those of its lab.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, bound(serialize = "S: Serialize", deserialize = "S: Deserialize<'de>"))]
pub struct Scenario<S = Step> {
    /// Unique, in kebab-case; what `--only` takes.
    pub id: String,
    pub lab: LabId,
    pub title: Text,
    /// What is done, why, and what a correct server does.
    pub explanation: Text,
    /// What its required expectations add up to. 0 for a scenario of bonus or advice.
    #[serde(default)]
    pub points: f64,
    /// Rules that must have passed for any expectation of this scenario to mean something.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Nothing is done here: the rules judge what happened in this other scenario.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observes: Option<String>,
    /// It is driven before the others of its lab, with nothing beside it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub alone: bool,
    #[serde(rename = "round", default)]
    pub rounds: Vec<Round<S>>,
    #[serde(rename = "expect", default)]
    pub expectations: Vec<Expectation>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(points: &f64) -> bool {
    *points == 0.0
}

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Text {
    pub en: String,
    pub fr: String,
}

/// Steps done one after another, as often as `times` says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Round<S = Step> {
    #[serde(default = "once")]
    pub times: u32,
    pub steps: Vec<S>,
}

fn once() -> u32 {
    1
}

/// A rule that judges what happened in the scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    pub rule: String,
    /// Points of the mark.
    #[serde(default)]
    pub points: f64,
    /// Points that its failure takes off the mark beside its own: with it, nobody can use the server, or nobody any more
    /// after something as ordinary as a tab that is closed.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub penalty: f64,
    /// Points shown beside the mark, never part of it.
    #[serde(default)]
    pub bonus: f64,
    /// Rules that must have passed for this one to mean something, beside those of the scenario.
    #[serde(default)]
    pub needs: Vec<String>,
    /// The fewest observations that a verdict may rest on.
    #[serde(default = "one")]
    pub at_least: u32,
}

fn one() -> u32 {
    1
}

/// How an expectation counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Required,
    Bonus,
    Advice,
}

impl Expectation {
    pub fn weight(&self) -> Weight {
        match (self.points > 0.0, self.bonus > 0.0) {
            (true, _) => Weight::Required,
            (false, true) => Weight::Bonus,
            (false, false) => Weight::Advice,
        }
    }
}

impl Scenario {
    /// Its rounds, with the steps as the type of its lab. Whoever read the scenario has seen that they are.
    pub fn rounds_as<S: DeserializeOwned>(&self) -> Vec<Round<S>> {
        let step =
            |step: &Step| step.read().unwrap_or_else(|why| panic!("a step of {} was not checked: {why}", self.id));
        let round = |round: &Round| Round { times: round.times, steps: round.steps.iter().map(step).collect() };
        self.rounds.iter().map(round).collect()
    }
}
