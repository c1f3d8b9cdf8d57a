use super::Lab;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// One thing that is done to the target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Ask for the state and wait for the answer, which is expected at once.
    Read(Read),
    /// Start polls that are expected to be held, and go on.
    Poll(Poll),
    /// Wait until every poll of this scenario has been answered, for some time at most.
    Settle(Settle),
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
    /// Open streams, and go on while they come.
    Subscribe(Subscribe),
    /// Wait until every open stream has shown enough, or has nothing more to show.
    Listen(Listen),
    /// Do nothing, while what was started goes on.
    Wait(
        #[serde(with = "humantime_serde")]
        #[schemars(with = "String")]
        Duration,
    ),
}

impl Step {
    pub fn updates(&self) -> bool {
        matches!(self, Step::Update(_) | Step::Burst(_) | Step::Race(_) | Step::SendRaw(_))
    }

    /// Whether it may leave the target worse than it was: such steps come last.
    pub fn harms(&self) -> bool {
        matches!(self, Step::SendRaw(_) | Step::Leave(_) | Step::Stuck(_))
    }

    /// The lab that it belongs to; none where it makes sense in each.
    pub fn lab(&self) -> Option<Lab> {
        match self {
            Step::Subscribe(_) | Step::Listen(_) => Some(Lab::Sse),
            Step::Read(_) | Step::Leave(_) | Step::SendRaw(_) | Step::Wait(_) => None,
            Step::Poll(_) | Step::Settle(_) | Step::Update(_) | Step::Burst(_) | Step::Race(_) | Step::Stuck(_) => {
                Some(Lab::LongPolling)
            }
        }
    }

    pub fn waits_for_hold(&self) -> bool {
        matches!(self, Step::Settle(Settle { within: Within::Hold }))
    }

    /// How many polls the step leaves held, at most.
    pub fn holds(&self) -> u32 {
        match self {
            Step::Poll(poll) => poll.count,
            Step::Stuck(stuck) => stuck.count,
            Step::Race(race) => race.pollers,
            _ => 0,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Read {
    /// How many clients ask, all at once, each on a connection of its own.
    pub count: u32,
    /// The version that they send.
    pub version: Known,
    /// Another path of the target than the poll endpoint; no version is sent then. In the lab of streams, their page
    /// where no path is given.
    pub path: Option<String>,
    /// Another method than GET, in the lab of streams; the stream's own path where no other is given.
    pub method: Option<String>,
}

impl Default for Read {
    fn default() -> Self {
        Self { count: 1, version: Known::Old, path: None, method: None }
    }
}

/// What a client knows when it asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Known {
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
    pub version: Known,
    /// Their sending is spread evenly over this time.
    #[serde(with = "humantime_serde")]
    #[schemars(with = "String")]
    pub spread: Duration,
    /// Each polls again as soon as it is answered, with the version it got, until the scenario settles.
    pub again: bool,
}

impl Default for Poll {
    fn default() -> Self {
        Self { count: 1, version: Known::Current, spread: Duration::ZERO, again: false }
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
}

impl Default for Update {
    fn default() -> Self {
        Self { count: 1, gap: Duration::ZERO, long: false, until_orders_differ: false }
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
}

impl Default for Race {
    fn default() -> Self {
        Self { pollers: 50, spread: Duration::from_millis(20), during: Duration::from_millis(2500) }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Subscribe {
    pub count: u32,
    /// As a browser asks: it accepts a compressed stream too.
    pub browser: bool,
    /// It has been here before: it sends the last event id that was seen.
    pub resume: bool,
}

impl Default for Subscribe {
    fn default() -> Self {
        Self { count: 1, browser: false, resume: false }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Listen {
    /// So many of the stream's own intervals, after the first event and from now on.
    pub intervals: u32,
}

impl Default for Listen {
    fn default() -> Self {
        Self { intervals: 1 }
    }
}

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
