//! What there is to do in a scenario of this lab.

use super::record::Move;
use crate::scenario::{Phase, Scenario};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One thing that is done to the page, or to the stream that it listens to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "SsePageStep")]
pub enum Step {
    /// Open the page on a stream that is a script, and wait until it listens.
    Open {},
    /// Send quotes of a symbol, one after the other, and look at the page each time.
    Quote(Quotes),
    /// Send many quotes of the first symbol, without a look between them.
    Burst(Burst),
    /// Let the price of the first symbol rise, fall and rise, and look each time how its card looks.
    Trend {},
    /// Send what is no quote.
    Malformed {},
    /// End the stream, as a server does that is started anew, and wait until the page is back.
    Cut {},
    /// Open several tabs on the student's own server, one of them apart from the others, and look at what its stream
    /// brings.
    Tabs {},
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Quotes {
    /// Which one of those that the server sends, from 1; one that it never sends if it has no more.
    pub symbol: usize,
    /// A symbol that the server never sends.
    pub unknown: bool,
    pub times: u32,
    /// Its change is said to be zero.
    pub unchanged: bool,
}

impl Default for Quotes {
    fn default() -> Self {
        Self { symbol: 1, unknown: false, times: 1, unchanged: false }
    }
}

impl Quotes {
    /// Where the price goes: up and down by turns.
    pub fn moved(&self, number: u32) -> Move {
        match number % 2 {
            _ if self.unchanged => Move::Zero,
            0 => Move::Up,
            _ => Move::Down,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Burst {
    pub times: u32,
}

/// When a scenario of this lab is driven: the page changes nothing.
pub fn phase(_: &Scenario) -> Phase {
    Phase::Quiet
}
