//! What there is to do in a scenario of this lab.

use crate::scenario::{Phase, Scenario};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// One thing that is done to the target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "SseStep")]
pub enum Step {
    /// Open streams, and go on while they come.
    Subscribe(Subscribe),
    /// Wait until every open stream has shown enough, or has nothing more to show.
    Listen(Listen),
    /// Go on listening to the first stream until it is so old, and for as long as scenarios that share the time go on.
    Watch(
        #[serde(with = "humantime_serde")]
        #[schemars(with = "String")]
        Duration,
    ),
    /// Wait until clients may leave: while a stream is watched undisturbed, nobody comes to leave again.
    WhenOthersMayLeave {},
    /// Close some of the open streams, as a closed browser tab does.
    Leave(Leave),
    /// Ask for a page beside the streams.
    Read(Read),
    /// Do nothing, while what was started goes on.
    Wait(
        #[serde(with = "humantime_serde")]
        #[schemars(with = "String")]
        Duration,
    ),
}

/// When a scenario of this lab is driven: listening changes nothing.
pub fn phase(scenario: &Scenario) -> Phase {
    if scenario.alone { Phase::Active } else { Phase::Quiet }
}

/// Whether the stream that is open since the lab was found goes on in this scenario.
pub fn goes_on_from_the_start(scenario: &Scenario) -> bool {
    let is_first = |step: &Step| matches!(step, Step::Subscribe(subscribe) if subscribe.from_the_start);
    scenario.rounds_as::<Step>().iter().any(|round| round.steps.iter().any(is_first))
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Subscribe {
    pub count: u32,
    /// As a browser asks: it accepts a compressed stream too.
    pub browser: bool,
    /// It has been here before: it sends the last event id that the client saw which has left.
    pub resume: bool,
    /// The stream that is open since the lab was found goes on here, if it still is. No client of any scenario leaves
    /// until this one has listened undisturbed.
    pub from_the_start: bool,
    /// Not if the stream that is open since the lab was found still is: that is one client already.
    pub unless_open: bool,
}

impl Default for Subscribe {
    fn default() -> Self {
        Self { count: 1, browser: false, resume: false, from_the_start: false, unless_open: false }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Listen {
    /// So many of the stream's own intervals, after the first event and from now on.
    pub intervals: u32,
    /// And until the first of the streams is so old.
    #[serde(with = "humantime_serde")]
    #[schemars(with = "String")]
    pub until_age: Duration,
    /// After this, clients may leave again.
    pub undisturbed: bool,
}

impl Default for Listen {
    fn default() -> Self {
        Self { intervals: 1, until_age: Duration::ZERO, undisturbed: false }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Leave {
    pub count: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Read {
    /// How many clients ask, all at once, each on a connection of its own.
    pub count: u32,
    /// Another path of the target than the page of the lab.
    pub path: Option<String>,
    /// Another method than GET; the stream's own path if no other is given.
    pub method: Option<String>,
}

impl Default for Read {
    fn default() -> Self {
        Self { count: 1, path: None, method: None }
    }
}
