//! What was decided so far, written as it is decided and never changed: what is finished stays finished, however `lab`
//! ends.
//! A line each, in JSON: the plan of the class, then each submission as it begins and ends.

use super::roster::Entry;
use super::shard::Shard;
use crate::inert;
use crate::report::class::{Marking, SubmissionReport};
use crate::sandbox::{InstallNetwork, IsolationChoice, SandboxLimits};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{Error, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

pub const NAME: &str = "journal.jsonl";
const FORMAT: &str = "lab-journal/1";
/// The reason of a submission that trouble of ours has left without a mark.
pub const OUR_TROUBLE: &str = "grade-ours";

/// What is done with a class, and how: all that is needed to go on with a run that was interrupted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradingPlan {
    pub class: String,
    /// RFC 3339.
    pub started: String,
    pub lab_version: String,
    pub seed: u64,
    pub entries: Vec<Entry>,
    pub marking: Marking,
    pub limits: SandboxLimits,
    pub isolation: IsolationChoice,
    /// The image for submissions without a Dockerfile, if all run in containers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// What the commands reach that install.
    #[serde(default)]
    pub network: InstallNetwork,
    /// Where the packages are that were fetched for the class, if that is not in its own folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub packages: Option<PathBuf>,
    pub visible: Vec<PathBuf>,
    pub install: bool,
    /// What each submission is examined for, as options of the command line.
    pub what: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worksheet: Option<PathBuf>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<Shard>,
    /// The servers that the roster names by their url belong to whoever grades, wherever they are.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub owned: bool,
    /// The folder of the class when it was graded before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub former: Option<PathBuf>,
}

impl GradingPlan {
    /// The submissions of the class that are graded here.
    pub fn part(&self) -> impl Iterator<Item = &Entry> {
        let here = |place: usize| self.shard.is_none_or(|shard| shard.has(place));
        self.entries.iter().enumerate().filter(move |(place, _)| here(*place)).map(|(_, entry)| entry)
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum JournalLine {
    Format(String),
    Plan(Box<GradingPlan>),
    Began(String),
    Ended(Box<Done>),
}

/// What became of a submission.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Done {
    pub submission: SubmissionReport,
    /// There was too much noise: it is to be graded once more, with nothing beside it.
    pub again: bool,
    /// How it was kept apart; empty if we did not start it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub isolation: String,
}

/// Whether it has no mark because of us, or of the machine: it is worth another try once that is mended.
pub fn is_our_trouble(submission: &SubmissionReport) -> bool {
    submission.reason.as_ref().is_some_and(|reason| reason.id == OUR_TROUBLE)
}

pub struct Journal {
    file: File,
    /// What became of each submission that has ended, the last time that it did.
    pub done: BTreeMap<String, Done>,
}

/// Why a journal cannot be gone on with.
#[derive(Debug)]
pub enum BadJournal {
    /// There is none, or not even its plan was written: nothing was begun.
    Nothing,
    /// Another `lab` goes on with it right now.
    Busy,
    Line(usize, String),
    Io(Error),
}

impl Journal {
    /// Makes the journal of a folder that has none. It takes its name once its plan is written, and not before: a
    /// journal always has a plan.
    pub fn create(folder: &Path, plan: &GradingPlan) -> Result<Self, Error> {
        let open = |path: &Path| OpenOptions::new().create_new(true).append(true).open(path);
        let (file, begun) = tempfile::Builder::new().prefix(&format!("{NAME}.")).make_in(folder, open)?.into_parts();
        file.try_lock().map_err(|_| Error::from(ErrorKind::ResourceBusy))?;
        let mut journal = Self { file, done: BTreeMap::new() };
        journal.write(&[JournalLine::Format(FORMAT.into()), JournalLine::Plan(Box::new(plan.clone()))])?;
        begun.persist_noclobber(folder.join(NAME))?;
        Ok(journal)
    }

    /// Opens what was begun in this folder, to go on with it. A last line that was not written to its end does not
    /// count.
    pub fn open(folder: &Path) -> Result<(GradingPlan, Self), BadJournal> {
        let path = folder.join(NAME);
        let mut file = OpenOptions::new().read(true).append(true).open(path).map_err(missing)?;
        file.try_lock().map_err(|_| BadJournal::Busy)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(BadJournal::Io)?;
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let (plan, done) = parse(&bytes[..whole])?;
        file.set_len(whole as u64).map_err(BadJournal::Io)?;
        file.seek(SeekFrom::End(0)).map_err(BadJournal::Io)?;
        Ok((plan, Self { file, done }))
    }

    /// Reads what was begun in this folder, without going on with it.
    pub fn read(folder: &Path) -> Result<(GradingPlan, BTreeMap<String, Done>), BadJournal> {
        let bytes = std::fs::read(folder.join(NAME)).map_err(missing)?;
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        parse(&bytes[..whole])
    }

    pub fn began(&mut self, id: &str) -> Result<(), Error> {
        self.write(&[JournalLine::Began(id.to_owned())])
    }

    pub fn ended(&mut self, done: Done) -> Result<(), Error> {
        let written = self.write(&[JournalLine::Ended(Box::new(done.clone()))]);
        self.done.insert(done.submission.id.clone(), done);
        written
    }

    /// Writes lines to the disk before it returns; a line that could be written in part only is taken away again.
    fn write(&mut self, lines: &[JournalLine]) -> Result<(), Error> {
        let before = self.file.metadata()?.len();
        let mut text = String::new();
        for line in lines {
            text.push_str(&inert::json(serde_json::to_string(line).map_err(Error::other)?));
            text.push('\n');
        }
        let written = self.file.write_all(text.as_bytes()).and_then(|()| self.file.sync_data());
        if written.is_err() {
            let _ = self.file.set_len(before);
        }
        written
    }
}

fn missing(error: Error) -> BadJournal {
    if error.kind() == ErrorKind::NotFound { BadJournal::Nothing } else { BadJournal::Io(error) }
}

fn parse(bytes: &[u8]) -> Result<(GradingPlan, BTreeMap<String, Done>), BadJournal> {
    let (mut plan, mut done) = (None, BTreeMap::new());
    for (place, line) in bytes.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.is_empty()) {
        let bad = |why: String| BadJournal::Line(place + 1, why);
        match serde_json::from_slice(line).map_err(|error| bad(error.to_string()))? {
            JournalLine::Format(format) if format == FORMAT => {}
            JournalLine::Format(format) => {
                return Err(bad(format!("its format is {format:?}, this lab reads {FORMAT:?}")));
            }
            JournalLine::Plan(told) => plan = Some(*told),
            JournalLine::Began(_) => {}
            JournalLine::Ended(one) => {
                done.insert(one.submission.id.clone(), *one);
            }
        }
    }
    Ok((plan.ok_or(BadJournal::Nothing)?, done))
}
