//! From what was handed in to a folder that can be started, and to a server that runs.

use super::aside::{Work, WorkFolder};
use super::reasons;
use crate::class::archive::{self, BadArchive};
use crate::class::handin;
use crate::class::journal::OUR_TROUBLE;
use crate::class::roster::{Entry, Source};
use crate::message::Message;
use crate::report::class::{FileReport, Outcome};
use crate::sandbox::find::{self, Start};
use crate::sandbox::{BadCopy, Isolation, IsolationKind, SandboxLimits, StartFailure, Workspace, copy, copy_files};
use std::path::{Path, PathBuf};

/// A submission that can be started, in one way or another.
pub struct Prepared {
    pub workspace: Workspace,
    pub starts: Vec<Start>,
    /// What was handed in, looked at before anything of it ran.
    pub files: Vec<FileReport>,
    /// What is worth knowing of how it was unpacked and found.
    pub notes: Vec<Message>,
    /// Trouble of ours with what the first way needs, where another one may need nothing.
    pub trouble: Option<NotStarted>,
    /// Goes last: all of this is in it.
    folder: WorkFolder,
}

impl Prepared {
    /// Its copy, in which it is installed and runs.
    pub fn app(&self) -> PathBuf {
        self.folder.path.join("app")
    }
}

/// What ends a submission before it ran, with the last lines that it printed.
#[derive(Clone)]
pub struct NotStarted {
    pub outcome: Outcome,
    pub reason: Message,
    pub said: String,
    pub notes: Vec<Message>,
    /// A machine that was busy with the others can be why.
    pub may_be_noise: bool,
}

impl NotStarted {
    pub fn new(reason: Message) -> Self {
        Self { outcome: Outcome::NotStarted, reason, said: String::new(), notes: vec![], may_be_noise: false }
    }

    pub fn absent() -> Self {
        Self { outcome: Outcome::Absent, ..Self::new(Message::new("grade-absent")) }
    }

    /// Trouble of ours, or of the machine.
    pub fn ours(why: impl Into<String>) -> Self {
        Self { outcome: Outcome::NotJudged, ..Self::new(Message::new(OUR_TROUBLE).text("why", why)) }
    }

    pub fn is_ours(&self) -> bool {
        self.reason.id == OUR_TROUBLE
    }

    pub fn of(failure: StartFailure) -> Self {
        let may_be_noise = matches!(failure, StartFailure::Silent { .. });
        let (outcome, reason, said) = reasons::start_failure(failure);
        Self { outcome, said, may_be_noise, ..Self::new(reason) }
    }
}

/// Unpacks or copies a submission into a folder of `work`, and finds out how it is started. The files that were handed
/// in are worth `worth`.
pub fn prepare(
    entry: &Entry,
    number: u32,
    isolation: &Isolation,
    limits: &SandboxLimits,
    work: &Work,
    logs: &Path,
    worth: f64,
) -> Result<Prepared, Box<NotStarted>> {
    let ours = |error: std::io::Error| Box::new(NotStarted::ours(error.to_string()));
    let folder = work.folder(&entry.id).map_err(ours)?;
    let work = folder.path.as_path();
    let (mut app, sources, notes) = unpack(entry, limits, work)?;
    let moved = work.join("app");
    if app != moved {
        std::fs::rename(&app, &moved).map_err(ours)?;
        app = moved;
    }
    let mut starts = match &entry.start {
        Some(command) => vec![find::told(&app, command, entry.port)],
        None => find::find(&app).map_err(|bad| {
            let reason = Message::new("grade-bad-lab-toml").text("file", bad.file).text("why", bad.why);
            Box::new(NotStarted::new(reason))
        })?,
    };
    let found = starts.first().cloned();
    match &isolation.engine {
        // Where all run in containers, what a student says of theirs goes first.
        Some(engine) if isolation.kind == IsolationKind::Container => {
            starts.sort_by_key(|start| start.run.is_some());
            starts.retain(|start| start.run.is_none() || engine.image_for(start).is_some());
        }
        Some(_) => {}
        None => starts.retain(|start| start.run.is_some()),
    }
    if starts.is_empty() {
        let reason = reasons::no_start(found.as_ref(), reasons::names(&app));
        return Err(Box::new(NotStarted { notes, ..NotStarted::new(reason) }));
    }
    let files = handin::check(sources.as_deref().unwrap_or(&app), worth);
    let workspace = Workspace::new(isolation, limits, number, work, sources, logs).map_err(ours)?;
    Ok(Prepared { workspace, starts, files, notes, trouble: None, folder })
}

type Unpacked = (PathBuf, Option<PathBuf>, Vec<Message>);

fn unpack(entry: &Entry, limits: &SandboxLimits, work: &Path) -> Result<Unpacked, NotStarted> {
    let app = work.join("app");
    match &entry.source {
        Source::Folder(folder) => {
            let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.clone());
            copy(&folder, &app, &limits.most_files()).map_err(bad_copy)?;
            Ok((app, Some(folder), vec![]))
        }
        Source::Files(files) => {
            copy_files(files, &app, &limits.most_files()).map_err(bad_copy)?;
            Ok((app, None, vec![]))
        }
        Source::Archive(file) => {
            let most = archive::ArchiveLimits { bytes: limits.disk, ..archive::ArchiveLimits::default() };
            let unpacked = archive::unpack(file, &work.join("unpacked"), most).map_err(|bad| match bad {
                // A disk that is full is no fault of an archive.
                BadArchive::Unreadable { why } | BadArchive::Machine { why } => NotStarted::ours(why),
                bad => NotStarted::new(bad.message()),
            })?;
            Ok((unpacked.root, None, unpacked.notes))
        }
        Source::Url(_) | Source::Link(_) | Source::Nothing => unreachable!("there is nothing to unpack"),
    }
}

fn bad_copy(bad: BadCopy) -> NotStarted {
    match bad {
        BadCopy::TooLarge => NotStarted::new(Message::new("grade-too-large")),
        BadCopy::Io(path, error) => NotStarted::ours(format!("{}: {error}", reasons::short(&path))),
    }
}
