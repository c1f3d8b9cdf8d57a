use crate::history::{Nanos, Operation};
use crate::message::Message;
use serde::{Deserialize, Serialize};

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

/// Why nothing was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undecided {
    /// Noise of the machine: another time it may be decided.
    Noise,
    /// Nobody measured the noise of that moment.
    Unmeasured,
    /// A connection was refused, or a request ended before its time was up.
    Early,
    /// Too little was observed.
    Nothing,
    /// The target was not there any more.
    Dead,
    /// Somebody else used the target meanwhile.
    Foreign,
    /// The target itself keeps what is seen from meaning anything, as its lab says; another time it would too.
    Disturbed,
}

impl Undecided {
    /// The sentence that says it, if there is nothing more to say.
    fn message(self) -> Message {
        Message::new(match self {
            Self::Noise => "unknown-noise",
            Self::Unmeasured => "unknown-unmeasured",
            Self::Early => "unknown-early",
            Self::Nothing | Self::Disturbed => "unknown-nothing",
            Self::Dead => "unknown-dead",
            Self::Foreign => "unknown-foreign",
        })
    }
}

/// What a rule found.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    pub verdict: Verdict,
    /// Why the verdict is unknown, if it is.
    pub undecided: Option<Undecided>,
    /// The share of the points that is earned.
    pub share: f64,
    /// The server can be used all the same: of a failure that leaves nobody served, the penalty is spared.
    pub is_usable: bool,
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
    /// The rule that has to pass before this one can see anything, if that is what stands in the way.
    pub requires: Option<&'static str>,
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

/// No more evidence than a reader looks at.
const SHOWN: usize = 12;

impl Finding {
    fn new(verdict: Verdict, share: f64, message: Message) -> Self {
        Self {
            verdict,
            undecided: None,
            share,
            is_usable: false,
            message,
            evidence: vec![],
            timing: None,
            times: vec![],
            excerpt: None,
            requires: None,
        }
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

    pub fn unknown(why: Undecided, message: Message) -> Self {
        Self { undecided: Some(why), ..Self::new(Verdict::Unknown, 0.0, message) }
    }

    /// The same, if the reason says it all.
    pub fn undecided(why: Undecided) -> Self {
        Self::unknown(why, why.message())
    }

    /// The noise of the machine at that moment kept a time from being judged.
    pub fn noise(timing: Timing) -> Self {
        let message = Undecided::Noise.message().time("noise", timing.noise);
        Self::unknown(Undecided::Noise, message).timed(timing)
    }

    /// Whether it is because of the machine that nothing was decided: it could have passed.
    pub fn is_of_noise(&self) -> bool {
        let of_noise = matches!(self.undecided, Some(Undecided::Noise | Undecided::Unmeasured));
        self.verdict == Verdict::Unknown && of_noise
    }

    /// Whether another time it may be decided: there was noise, and it was seen.
    pub fn is_worth_another_run(&self) -> bool {
        self.verdict == Verdict::Unknown && self.undecided == Some(Undecided::Noise)
    }

    /// Nothing can be seen here until another rule passes.
    pub fn requires(rule: &'static str) -> Self {
        Self { requires: Some(rule), ..Self::undecided(Undecided::Nothing) }
    }

    /// The server can be used all the same.
    pub fn usable(mut self) -> Self {
        self.is_usable = true;
        self
    }

    pub fn timed(mut self, timing: Timing) -> Self {
        self.timing = Some(timing);
        self
    }

    pub fn of_times(mut self, times: impl IntoIterator<Item = Nanos>) -> Self {
        self.times = times.into_iter().collect();
        self
    }

    /// The operations that show it: those of the history, or a lab's view of them.
    pub fn showing<O: AsRef<Operation>>(mut self, operations: impl IntoIterator<Item = O>) -> Self {
        for operation in operations {
            let id = operation.as_ref().id;
            if self.evidence.len() < SHOWN && !self.evidence.contains(&id) {
                self.evidence.push(id);
            }
        }
        self
    }
}
