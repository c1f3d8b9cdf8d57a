use crate::checker::Verdict;
use crate::message::Message;
use crate::names::LabId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub const CLASS_FORMAT: &str = "lab-class/1";

/// What was found of a whole class: `class.json`, and what its page, its grades and its other formats are made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClassReport {
    /// "lab-class/1".
    pub format: String,
    pub lab_version: String,
    /// The version of what each rule is worth.
    #[serde(default = "crate::report::first_rubric")]
    pub rubric: String,
    pub class: String,
    /// RFC 3339.
    pub started: String,
    pub elapsed_s: f64,
    /// False until each submission has its outcome.
    pub complete: bool,
    /// How submissions were kept apart: "bubblewrap", "docker", "podman", "none", or several of them with ", " between.
    pub isolation: String,
    pub marking: Marking,
    /// The required rules, in the order of the scenarios: the columns of the matrix.
    pub rules: Vec<RuleColumn>,
    /// In the order of the roster.
    pub submissions: Vec<SubmissionReport>,
    /// What an instructor has to know of the whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Message>,
}

/// How points become the mark of a submission: the mean of its labs by their weights, on `out_of`, rounded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Marking {
    /// Empty where no lab was asked for: then what a submission has is graded.
    pub labs: Vec<Weighted>,
    pub out_of: f64,
    /// Marks are multiples of this.
    pub round: f64,
    pub rounding: Rounding,
    /// What the files that were handed in are worth, in points of `out_of`; 0 where they are advice.
    pub files: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Weighted {
    pub lab: LabId,
    pub weight: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// To the nearest, halves up.
    Nearest,
    Up,
    Down,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleColumn {
    pub lab: LabId,
    pub scenario: String,
    pub id: String,
    pub points: f64,
}

/// What became of a submission. Absent, not started, not judged and a mark of zero are four different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    Waiting,
    Running,
    Graded,
    /// Nothing was handed in.
    Absent,
    /// It was handed in, and no server of it could be started.
    NotStarted,
    /// Its server was there, and no lab was found to judge; or the trouble was ours.
    NotJudged,
}

impl Outcome {
    pub const ALL: [Self; 6] =
        [Self::Waiting, Self::Running, Self::Graded, Self::Absent, Self::NotStarted, Self::NotJudged];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Graded => "graded",
            Self::Absent => "absent",
            Self::NotStarted => "not-started",
            Self::NotJudged => "not-judged",
        }
    }

    /// Whether nothing more is to come.
    pub fn is_final(self) -> bool {
        !matches!(self, Self::Waiting | Self::Running)
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SubmissionReport {
    /// Unique in the class; Moodle's participant number where the folder has one.
    pub id: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub email: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// Its folder beside `class.json`, with its page, report, history and logs.
    pub folder: String,
    pub outcome: Outcome,
    /// Why it is not graded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Message>,
    /// The last lines of what it printed, where that says why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub said: String,
    /// How it was started, and how that was found out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Message>,
    /// The labs that were graded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub labs: Vec<LabMark>,
    /// Of required rules, by their ids; a rule of a lab that was not graded is not there.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rules: BTreeMap<String, Verdict>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileReport>,
    /// On `out_of`, rounded; absent where it is not graded, or where something required is undecided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<f64>,
    /// The least and the most that it can be, where something required is undecided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<(f64, f64)>,
    /// What it had before it was graded again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub former: Option<Former>,
    /// It was done once more, with nothing beside it, because of the noise among the others.
    #[serde(default)]
    pub alone: bool,
    pub noise_ms: f64,
    pub elapsed_s: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LabMark {
    pub lab: LabId,
    pub earned: f64,
    pub at_most: f64,
    pub out_of: f64,
    /// Shown beside the mark, never added to it.
    pub bonus: f64,
}

/// Something that the lab text asks to hand in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileReport {
    /// "sources", "readme", "readme-start", "readme-uses" or "explanation".
    pub id: String,
    pub found: bool,
    /// Where it was found, or what was looked for.
    pub message: Message,
    pub points: f64,
    pub earned: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Former {
    pub outcome: Outcome,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<f64>,
    /// When that class was graded, in RFC 3339.
    pub started: String,
    pub lab_version: String,
}
