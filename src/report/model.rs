use super::picture::PictureReport;
use super::request::Evidence;
use super::stack::Stack;
use super::trouble::TroubleReport;
use crate::checker::{Excerpt, Verdict};
use crate::contract::Contract;
use crate::history::Nanos;
use crate::labs::{Audience, ChannelPanel, Stay};
use crate::message::Message;
use crate::names::LabId;
use crate::scenario::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub const FORMAT: &str = "lab-report/1";

/// Milliseconds, to the microsecond.
pub fn ms(time: Nanos) -> f64 {
    (time as f64 / 1e3).round() / 1e3
}

/// What a run found. Times are in milliseconds since the run started, unless their name says otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// "lab-report/1".
    pub format: String,
    pub lab_version: String,
    pub seed: u64,
    /// RFC 3339.
    pub started: String,
    pub elapsed_s: f64,
    /// What is judged: "server", or "page" if there is nothing else.
    pub part: String,
    /// False until the run has come to its end.
    pub complete: bool,
    pub target: TargetReport,
    pub verdict: RunVerdict,
    /// Why there is nothing to grade, when the verdict is "unreachable".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<TroubleReport>,
    pub noise: NoiseReport,
    /// What is to be known of the whole: that the target limits how often it is asked, or has made another choice than the
    /// lab text's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Message>,
    /// The version of what each rule is worth; "other" for points that are not those of this `lab`.
    #[serde(default = "first_rubric")]
    pub rubric: String,
    /// SHA-256 of the scenarios that were driven.
    pub scenarios_digest: String,
    pub labs: Vec<LabReport>,
}

/// Reports that name none are of the time before there was a second one.
pub fn first_rubric() -> String {
    "1".into()
}

/// What a run, or a lab of it, ended in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RunVerdict {
    /// Everything required passed.
    Pass,
    /// Something required failed.
    Fail,
    /// Something required could not be decided, and nothing failed.
    Unknown,
    /// There was nothing to grade.
    Unreachable,
}

impl RunVerdict {
    pub fn as_str(self) -> &'static str {
        match self {
            RunVerdict::Pass => "pass",
            RunVerdict::Fail => "fail",
            RunVerdict::Unknown => "unknown",
            RunVerdict::Unreachable => "unreachable",
        }
    }
}

impl Report {
    /// Whether the check is to be done again with nothing beside it, where something was beside it.
    pub fn had_too_much_noise(&self) -> bool {
        self.noise.max_ms > self.noise.bound_ms || self.verdict == RunVerdict::Unknown
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TargetReport {
    pub url: String,
    /// The other instances, if there are several servers that are to be one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
    /// How it was spoken to, found or given; absent where none was found.
    pub contract: Option<Contract>,
    /// "integer", "float" or "text".
    pub version_kind: Option<String>,
    /// What it is written with, where that shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stack: Option<Stack>,
    /// The median round trip of an immediate answer.
    pub round_trip_ms: f64,
    /// The longest hold seen to end by itself.
    pub hold_ms: Option<f64>,
    /// Limits of time that the verdicts used, before the noise of their moment was added.
    pub prompt_limit_ms: f64,
    pub late_limit_ms: f64,
}

impl TargetReport {
    /// Where it is; of several instances, where each of them is.
    pub fn shown(&self) -> String {
        let all: Vec<&str> = std::iter::once(&self.url).chain(&self.others).map(String::as_str).collect();
        all.join(" + ")
    }
}

/// What the control server saw of the machine and of the harness themselves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoiseReport {
    /// How many answers to polls and updates are timed by the kernel's receive stamps, and how many by our own.
    #[serde(default)]
    pub stamped_by_kernel: u64,
    #[serde(default)]
    pub stamped_by_us: u64,
    pub samples: u64,
    pub median_ms: f64,
    /// The latest that the control was, or the longest that the target waited for a processor that others had.
    pub max_ms: f64,
    /// The largest noise before anything was held.
    pub max_before_ms: f64,
    /// Above this, a verdict of time is not given.
    pub bound_ms: f64,
    /// How often noise made scenarios run again.
    pub runs_again: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LabReport {
    pub lab: LabId,
    /// Of this lab alone; never "unreachable".
    pub verdict: RunVerdict,
    pub mark: MarkReport,
    pub scenarios: Vec<ScenarioReport>,
    /// The connections that stayed open, with their events as they came.
    #[serde(default, skip_serializing_if = "Vec::is_empty", rename = "streams")]
    pub channels: Vec<ChannelPanel>,
    /// Who heard what others said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audiences: Vec<Audience>,
    /// Which client was in which room, and when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stays: Vec<Stay>,
    /// How its page looked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<PictureReport>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkReport {
    pub earned: f64,
    /// What it would be, were everything unknown right.
    pub at_most: f64,
    /// The points of the scenarios that were driven: 20 for a whole lab.
    pub out_of: f64,
    /// Shown beside the mark, never added to it.
    pub bonus: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScenarioReport {
    pub id: String,
    pub title: Text,
    pub explanation: Text,
    pub points: f64,
    pub earned: f64,
    pub at_most: f64,
    pub rules: Vec<RuleReport>,
    /// Never a deduction; a verdict of fail means not earned.
    pub bonus: Vec<RuleReport>,
    /// Worth no points; a verdict of fail means worth a look.
    pub advice: Vec<RuleReport>,
    /// Its fullest round, as it went.
    #[serde(default, skip_serializing_if = "Evidence::is_empty")]
    pub sample: Evidence,
}

impl LabReport {
    /// What its failures take off the mark beside the points of their rules.
    pub fn penalty(&self) -> f64 {
        self.scenarios.iter().flat_map(|scenario| &scenario.rules).map(|rule| rule.penalty).sum()
    }
}

impl ScenarioReport {
    /// What it is shown with: the worst of its required rules.
    pub fn verdict(&self) -> Verdict {
        let has = |verdict: &Verdict| self.rules.iter().any(|rule| rule.verdict == *verdict);
        [Verdict::Fail, Verdict::Unknown, Verdict::Blocked].into_iter().find(has).unwrap_or(Verdict::Pass)
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(points: &f64) -> bool {
    *points == 0.0
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleReport {
    pub id: String,
    pub verdict: Verdict,
    pub points: f64,
    pub earned: f64,
    /// What it takes off the mark of its lab beside its points.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub penalty: f64,
    /// What was seen, in English; `message` says it in any language.
    pub observed: String,
    pub message: Message,
    /// The rule that blocks this one, or leaves it unknown.
    #[serde(default, rename = "because", skip_serializing_if = "Option::is_none")]
    pub blocked_by: Option<String>,
    /// The time that decided, where one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timing: Option<TimingReport>,
    /// The line of a stream that shows it, and where to look in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excerpt: Option<Excerpt>,
    #[serde(default, skip_serializing_if = "Evidence::is_empty")]
    pub evidence: Evidence,
    /// What the target printed at that moment, where `lab` had started it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub printed: Vec<String>,
    /// Commands that show it again, one after another in one terminal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commands: Vec<String>,
    /// Commands for a second terminal, while the last one of the first waits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meanwhile: Vec<String>,
    /// The command that runs again in which scenario it was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<String>,
}

/// A time as it was observed, nothing subtracted: the noise of that moment was allowed on top of the limit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TimingReport {
    pub observed_ms: f64,
    pub limit_ms: f64,
    pub noise_ms: f64,
    /// All the times that the verdict is about, sorted, where it is about several; of very many, some at equal steps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub all_ms: Vec<f64>,
}

pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Report).into()
}
