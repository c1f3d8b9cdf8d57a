//! What there is to do in a scenario of this lab.

use super::offsets::Offsets;
use crate::scenario::{Phase, Scenario};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// One thing that is done to the target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "LongPollingStep")]
pub enum Step {
    /// Ask for the state and wait for the answer, which is expected at once.
    Read(Read),
    /// Start polls that are expected to be held, and go on.
    Poll(Poll),
    /// Wait until every poll of this scenario has been answered, for some time at most.
    Settle(Settle),
    /// Hold a poll until its hold ends by itself, while others come and wait; and go on once no other scenario holds
    /// polls, with those that came.
    Expire(Expire),
    /// Change the status, always to another one, and wait for the answer.
    Update(Update),
    /// Many updates at once, while readers look.
    Burst(Burst),
    /// Polls and an update that meet: many polls sent within a few milliseconds of each update.
    Race(Race),
    /// Close some of the held polls, as a closed browser tab does.
    Leave(Count),
    /// Start polls that never read their answers, and keep them to the end of the round.
    Stuck(Count),
    /// Send what a good client would not.
    SendRaw(Raw),
    /// Ask one question before an update and again after it, by turns with the same in words that were never used.
    AskAgain(AskAgain),
    /// Do nothing, while what was started goes on.
    Wait(
        #[serde(with = "humantime_serde")]
        #[schemars(with = "String")]
        Duration,
    ),
}

impl Step {
    pub fn updates(&self) -> bool {
        matches!(self, Step::Update(_) | Step::Burst(_) | Step::Race(_) | Step::SendRaw(_) | Step::AskAgain(_))
    }

    /// Whether it may leave the target worse than it was: such steps come last.
    fn harms(&self) -> bool {
        matches!(self, Step::SendRaw(_) | Step::Leave(_) | Step::Stuck(_))
    }

    fn waits_for_hold(&self) -> bool {
        matches!(self, Step::Settle(Settle { within: Within::Hold }) | Step::Expire(_))
    }

    /// Whether it holds polls that an update of anybody would wake.
    fn must_not_be_woken(&self) -> bool {
        matches!(self, Step::Poll(poll) if poll.version == VersionChoice::Current)
    }

    /// How many polls the step leaves held, at most.
    pub fn holds(&self) -> u32 {
        match self {
            Step::Poll(poll) => poll.count,
            Step::Stuck(stuck) => stuck.count,
            Step::Race(race) => race.pollers,
            // The one whose hold ends, and one at least that comes.
            Step::Expire(_) => 2,
            _ => 0,
        }
    }
}

/// How many requests a round sends within moments, if it holds polls: what it asks of others meanwhile must not wait. None
/// if it may as well take its time; a race looks for itself.
pub fn requests_at_once(steps: &[Step]) -> Option<usize> {
    let updates: u32 = steps.iter().map(|step| if let Step::Update(update) = step { update.count } else { 0 }).sum();
    let of = |step: &Step| match step {
        Step::Read(read) => read.count,
        // Each update is an answer to a client in a loop, which asks again.
        Step::Poll(poll) if poll.again => poll.count * (updates + 2),
        Step::Poll(poll) => poll.count,
        Step::Update(update) => update.count,
        // Its readers ask as often as they can.
        Step::Burst(burst) => burst.updates + burst.readers * 10,
        Step::Stuck(stuck) => stuck.count,
        Step::SendRaw(_) => 1,
        Step::Expire(_) => 6,
        Step::AskAgain(_) | Step::Race(_) | Step::Settle(_) | Step::Leave(_) | Step::Wait(_) => 0,
    };
    let holds = |step: &Step| step.holds() > 0 && !matches!(step, Step::Race(_));
    let is_hurried = steps.iter().any(|step| holds(step) || matches!(step, Step::Burst(_)));
    // And a read for the current version, an update that lets go of who still waits, a sign of life.
    is_hurried.then(|| steps.iter().map(of).sum::<u32>() as usize + 3)
}

/// When a scenario of this lab is driven.
pub fn phase(scenario: &Scenario) -> Phase {
    let steps: Vec<Step> = scenario.rounds_as().into_iter().flat_map(|round| round.steps).collect();
    if steps.iter().any(|step| matches!(step, Step::Expire(_))) {
        // It waits in the window of all, and updates once that is over.
        Phase::Quiet
    } else if steps.iter().any(Step::harms) {
        Phase::Destructive
    } else if steps.iter().any(Step::updates) || !steps.iter().any(Step::waits_for_hold) {
        Phase::Active
    } else {
        Phase::Quiet
    }
}

/// Whether a scenario only waits, with polls that no update may wake.
pub fn waits_undisturbed(scenario: &Scenario) -> bool {
    let steps: Vec<Step> = scenario.rounds_as().into_iter().flat_map(|round| round.steps).collect();
    phase(scenario) == Phase::Quiet
        && steps.iter().any(Step::must_not_be_woken)
        && !steps.iter().any(|step| matches!(step, Step::Expire(_)))
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Read {
    /// How many clients ask, all at once, each on a connection of its own.
    pub count: u32,
    /// The version that they send.
    pub version: VersionChoice,
    /// Another path of the target than the poll endpoint; no version is sent then.
    pub path: Option<String>,
    /// They are one browser, which asks one after another on a connection that it keeps, with the cookies that it was
    /// given in this scenario.
    pub browser: bool,
}

impl Default for Read {
    fn default() -> Self {
        Self { count: 1, version: VersionChoice::Old, path: None, browser: false }
    }
}

/// What a client knows when it asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VersionChoice {
    /// A version that was current and no longer is.
    Old,
    /// The version that is current now.
    Current,
    /// A number far above every version seen.
    Ahead,
    /// An integer lower than the current version that comes after it in a dictionary: 9 when it is 12.
    SortsAfter,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Poll {
    pub count: u32,
    pub version: VersionChoice,
    /// Their sending is spread evenly over this time.
    #[serde(with = "humantime_serde")]
    #[schemars(with = "String")]
    pub spread: Duration,
    /// Each polls again as soon as it is answered, with the version it got, until the scenario settles.
    pub again: bool,
    /// They are tabs of one browser, which keeps its connections and its cookies.
    pub browser: bool,
}

impl Default for Poll {
    fn default() -> Self {
        let (version, spread) = (VersionChoice::Current, Duration::ZERO);
        Self { count: 1, version, spread, again: false, browser: false }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Settle {
    pub within: Within,
}

/// How long to wait for held polls.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Within {
    /// As long as a wake-up may take and still earn points.
    #[default]
    Late,
    /// Until the hold ends: no longer than the contract allows it to be.
    Hold,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Update {
    pub count: u32,
    /// From one to the next. Versions that look like clocks are given 50 ms at least.
    #[serde(with = "humantime_serde")]
    #[schemars(with = "String")]
    pub gap: Duration,
    /// A status so long that an answer with it does not fit into the buffers of a connection. A target may refuse it,
    /// and the round is over then.
    pub long: bool,
    /// Stop as soon as some lower integer comes after the version in a dictionary, as 9 does after 12.
    pub until_orders_differ: bool,
    /// By a browser, which keeps its connection and its cookies.
    pub browser: bool,
}

impl Default for Update {
    fn default() -> Self {
        Self { count: 1, gap: Duration::ZERO, long: false, until_orders_differ: false, browser: false }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Burst {
    pub updates: u32,
    /// Clients that read the state again and again meanwhile.
    pub readers: u32,
}

impl Default for Burst {
    fn default() -> Self {
        Self { updates: 20, readers: 8 }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Race {
    /// Polls a round.
    pub pollers: u32,
    /// The widest spread of the polls around the update; narrower ones are tried too.
    #[serde(with = "humantime_serde")]
    #[schemars(with = "String")]
    pub spread: Duration,
    /// How long the rounds may take in all.
    #[serde(with = "humantime_serde")]
    #[schemars(with = "String")]
    pub during: Duration,
    /// When the polls leave, counted from the update, as in `-300us..100us`. Where it is not given it is learned, and a
    /// race that loses polls is made as small as it can be.
    pub offset: Option<Offsets>,
    /// No more rounds than this.
    pub rounds: Option<u32>,
}

impl Default for Race {
    fn default() -> Self {
        let (spread, during) = (Duration::from_millis(20), Duration::from_millis(2500));
        Self { pollers: 50, spread, during, offset: None, rounds: None }
    }
}

/// Waits for the end of the holds that were seen.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Expire {}

/// In an order in which turns of two or more processes of the target do not fit.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskAgain {}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Count {
    pub count: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Raw {
    pub to: To,
    /// The body as it is, for an update.
    #[serde(default)]
    pub body: Option<String>,
    #[serde(default)]
    pub content_type: Option<String>,
    /// The method, where it is not the contract's.
    #[serde(default)]
    pub method: Option<String>,
    /// For a poll: the text of the query, percent-encoded, `{parameter}` standing for the parameter's name.
    #[serde(default)]
    pub query: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum To {
    Poll,
    Update,
}
