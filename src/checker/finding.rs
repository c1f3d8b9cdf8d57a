use crate::history::{Nanos, Operation};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    Pass,
    /// Less than all of its points.
    Fail,
    /// Nothing was observed that could decide.
    Unknown,
    /// A rule that it needs has failed: said once, there.
    Blocked,
}

/// What a rule found.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    pub verdict: Verdict,
    /// The share of the points that is earned.
    pub share: f64,
    /// What was observed.
    pub message: Message,
    /// The operations that show it, by their ids.
    pub evidence: Vec<u32>,
    /// The time that decided, where one did.
    pub timing: Option<Timing>,
    /// All the times that the verdict is about, where it is about several.
    pub times: Vec<Nanos>,
    /// The line of a stream that shows it.
    pub excerpt: Option<Excerpt>,
    /// The rule that has to pass before this one can see anything, where it is that which stands in the way.
    pub waits_for: Option<&'static str>,
}

/// A time that was judged. Nothing is subtracted from it: the noise was allowed on top of the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timing {
    pub observed: Nanos,
    pub limit: Nanos,
    pub noise: Nanos,
}

/// A line of what the target sent, and where to look in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Excerpt {
    /// From 1.
    pub line: u64,
    /// The character that a caret belongs under, from 1.
    pub column: u64,
    pub text: String,
}

/// A sentence yet to be said in some language: a name and what to put into it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Message {
    pub id: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, Arg>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Arg {
    Count(u64),
    /// A time, in nanoseconds.
    Time(Nanos),
    /// Words of ours, or of the target; shown escaped.
    Text(String),
}

impl Message {
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), args: BTreeMap::new() }
    }

    fn with(mut self, name: &str, arg: Arg) -> Self {
        self.args.insert(name.into(), arg);
        self
    }

    pub fn count(self, name: &str, count: usize) -> Self {
        self.with(name, Arg::Count(count as u64))
    }

    pub fn time(self, name: &str, time: Nanos) -> Self {
        self.with(name, Arg::Time(time))
    }

    pub fn text(self, name: &str, text: impl Into<String>) -> Self {
        self.with(name, Arg::Text(text.into()))
    }
}

/// No more evidence than a reader looks at.
const SHOWN: usize = 12;

impl Finding {
    fn new(verdict: Verdict, share: f64, message: Message) -> Self {
        Self { verdict, share, message, evidence: vec![], timing: None, times: vec![], excerpt: None, waits_for: None }
    }

    pub fn pass(message: Message) -> Self {
        Self::new(Verdict::Pass, 1.0, message)
    }

    pub fn fail(message: Message) -> Self {
        Self::new(Verdict::Fail, 0.0, message)
    }

    /// Half of the points: late, but there.
    pub fn half(message: Message) -> Self {
        Self::new(Verdict::Fail, 0.5, message)
    }

    pub fn unknown(message: Message) -> Self {
        Self::new(Verdict::Unknown, 0.0, message)
    }

    /// Whether it is because of the machine that nothing was decided: another time it may be.
    pub fn is_of_noise(&self) -> bool {
        self.verdict == Verdict::Unknown && ["unknown-noise", "unknown-processor"].contains(&self.message.id.as_str())
    }

    /// Nothing can be seen here until another rule passes.
    pub fn waits_for(rule: &'static str) -> Self {
        Self { waits_for: Some(rule), ..Self::unknown(Message::new("unknown-nothing")) }
    }

    pub fn timed(mut self, timing: Timing) -> Self {
        self.timing = Some(timing);
        self
    }

    pub fn of_times(mut self, times: impl IntoIterator<Item = Nanos>) -> Self {
        self.times = times.into_iter().collect();
        self
    }

    pub fn showing<'a>(mut self, operations: impl IntoIterator<Item = &'a Operation>) -> Self {
        for Operation { id, .. } in operations {
            if self.evidence.len() < SHOWN && !self.evidence.contains(id) {
                self.evidence.push(*id);
            }
        }
        self
    }
}
