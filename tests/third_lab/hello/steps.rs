//! What there is to do in a scenario of this lab.

use crate::contract::Contract;
use crate::driver::Bound;
use crate::scenario::{Phase, Scenario};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// One thing that is done to the target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "HelloStep")]
pub enum Step {
    /// Ask for the greeting.
    Greet(Greet),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Greet {
    /// How many clients ask, one after another.
    pub count: u32,
}

impl Default for Greet {
    fn default() -> Self {
        Self { count: 1 }
    }
}

/// How long an answer is waited for on a calm machine, about.
const ANSWER: Duration = Duration::from_secs(2);

/// When a scenario of this lab is driven: asking changes nothing.
pub fn phase(_: &Scenario) -> Phase {
    Phase::Quiet
}

pub fn bound(scenarios: &[&Scenario], _: &Contract) -> Bound {
    Bound { active: Duration::ZERO, quiet: longest(scenarios) }
}

/// How long the longest of these takes at most.
pub fn longest(scenarios: &[&Scenario]) -> Duration {
    let asks = |scenario: &Scenario| -> u32 {
        let of = |Step::Greet(greet): &Step| greet.count;
        scenario.rounds_as::<Step>().iter().map(|round| round.times * round.steps.iter().map(of).sum::<u32>()).sum()
    };
    ANSWER * scenarios.iter().map(|scenario| asks(scenario)).max().unwrap_or(0)
}
