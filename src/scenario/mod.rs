//! What is done to a target, and which rules judge it: data, one TOML file a scenario.

mod file;
mod step;

pub use file::{BadScenario, digest, embedded, from_dir, parse, schema};
pub use step::{Burst, Count, Known, Listen, Poll, Race, Raw, Read, Settle, Step, Subscribe, To, Update, Within};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One scenario: a name, what to do, what to expect.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Unique, in kebab-case; what `--only` takes.
    pub id: String,
    pub lab: Lab,
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
    pub rounds: Vec<Round>,
    #[serde(rename = "expect", default)]
    pub expectations: Vec<Expectation>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Lab {
    LongPolling,
    Sse,
}

impl Lab {
    pub const ALL: [Lab; 2] = [Lab::LongPolling, Lab::Sse];

    pub fn as_str(self) -> &'static str {
        match self {
            Lab::LongPolling => "long-polling",
            Lab::Sse => "sse",
        }
    }
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
pub struct Round {
    #[serde(default = "once")]
    pub times: u32,
    pub steps: Vec<Step>,
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

/// When a scenario is driven.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// It changes the state: one scenario after another.
    Active,
    /// It only waits and reads: all of them share one window, in which nothing updates.
    Quiet,
    /// It does what may break the target: last.
    Destructive,
}

impl Scenario {
    pub fn phase(&self) -> Phase {
        if self.lab == Lab::Sse {
            // Listening changes nothing.
            return if self.alone { Phase::Active } else { Phase::Quiet };
        }
        let steps = || self.rounds.iter().flat_map(|round| &round.steps);
        if steps().any(Step::harms) {
            Phase::Destructive
        } else if steps().any(Step::updates) || !steps().any(Step::waits_for_hold) {
            Phase::Active
        } else {
            Phase::Quiet
        }
    }
}
