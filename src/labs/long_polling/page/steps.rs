//! What there is to do in a scenario of this lab.

use crate::scenario::{Phase, Scenario};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One thing that is done to the page, or to the server that it talks to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "LongPollingPageStep")]
pub enum Step {
    /// Open the page on a server that is a script, and wait until it has asked for the state.
    Open(Open),
    /// Change the status, each time to another one while a poll waits, and look at the page.
    Change(Change),
    /// Let polls fail until the page has shown what it makes of that, then no more, and change the status.
    Fail(Fail),
    /// Use the page as its user would, each time with another wish.
    Operate(Operate),
    /// Let the hold of a poll end: first when it has lasted as long as the student's own server lets it, then sooner.
    EndHolds(EndHolds),
    /// Change the status to one that looks like markup, if the student's own server takes such a status.
    Markup {},
    /// Do nothing for a while, and see what the page asks.
    Quiet {},
    /// Start the server anew, with another status: its versions begin again.
    Restart {},
    /// Open several tabs on the student's own server, one of them apart from the others, change the status there, and look
    /// at all of them.
    Tabs {},
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Open {
    /// The server has the state that the student's own had when it was found.
    pub fresh: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EndHolds {
    pub times: u32,
}

impl Default for EndHolds {
    fn default() -> Self {
        Self { times: 3 }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Change {
    pub times: u32,
}

impl Default for Change {
    fn default() -> Self {
        Self { times: 1 }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fail {
    pub with: FaultChoice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FaultChoice {
    /// A page that says 500.
    Error,
    /// The connection is reset.
    Reset,
    /// The connection is closed at once, as by a server that has ended.
    Closed,
    /// Half of an answer comes.
    Cut,
    /// What comes is no JSON.
    Malformed,
    /// Nothing comes, for a minute of the page's time.
    Silent,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Operate {
    pub times: u32,
}

impl Default for Operate {
    fn default() -> Self {
        Self { times: 1 }
    }
}

/// When a scenario of this lab is driven: the student's own server has no part in most, and their tabs are apart.
pub fn phase(scenario: &Scenario) -> Phase {
    let opens_tabs = scenario.rounds_as::<Step>().iter().any(|round| round.steps.contains(&Step::Tabs {}));
    if opens_tabs { Phase::Active } else { Phase::Quiet }
}
