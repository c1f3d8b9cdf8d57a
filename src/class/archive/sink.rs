use super::limits::ArchiveLimits;
use super::names::{self, EntryPlace};
use super::reason::BadArchive;
use crate::message::Message;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{DirBuilder, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

#[derive(Debug, Clone, PartialEq)]
pub struct UnpackedArchive {
    /// The folder to look in: its single top folder, if it holds nothing else, or else the one that it was unpacked
    /// into.
    pub root: PathBuf,
    pub files: usize,
    pub bytes: u64,
    /// What was left out, and why.
    pub notes: Vec<Message>,
}

/// Why an entry was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SkipReason {
    Outside,
    Link,
    Special,
    Twice,
    TooLong,
}

impl SkipReason {
    fn id(self) -> &'static str {
        match self {
            Self::Outside => "handin-skip-outside",
            Self::Link => "handin-skip-link",
            Self::Special => "handin-skip-special",
            Self::Twice => "handin-skip-twice",
            Self::TooLong => "handin-skip-too-long",
        }
    }
}

/// A note names so many entries at most.
const NAMED: usize = 3;
/// The longest name that file systems allow, in bytes.
const LONGEST_NAME: usize = 255;

/// Writes the entries of an archive: files and folders under one folder, and nothing else.
pub struct Sink {
    into: PathBuf,
    pub most: ArchiveLimits,
    entries: usize,
    files: usize,
    bytes: u64,
    /// The keys of the files.
    seen: BTreeSet<String>,
    skipped: BTreeMap<SkipReason, Vec<String>>,
}

impl Sink {
    pub fn new(into: &Path, most: ArchiveLimits) -> Result<Self, BadArchive> {
        std::fs::create_dir_all(into).map_err(BadArchive::writing)?;
        if std::fs::read_dir(into).map_err(BadArchive::writing)?.next().is_some() {
            return Err(BadArchive::Machine { why: format!("{} is not empty", into.display()) });
        }
        let (seen, skipped) = Default::default();
        Ok(Self { into: into.to_owned(), most, entries: 0, files: 0, bytes: 0, seen, skipped })
    }

    /// Counts an entry, of any kind.
    pub fn count(&mut self) -> Result<(), BadArchive> {
        self.entries += 1;
        if self.entries > self.most.entries {
            return Err(BadArchive::TooMany { most: self.most.entries });
        }
        Ok(())
    }

    pub fn skip(&mut self, name: &str, why: SkipReason) {
        self.skipped.entry(why).or_default().push(name.chars().take(120).collect());
    }

    /// The names of the folders of an entry and its own; none if it is left out, which is noted.
    fn parts(&mut self, name: &str) -> Option<Vec<String>> {
        let parts = match names::place(name) {
            EntryPlace::Inside(parts) => parts,
            EntryPlace::Leaving => return None,
            EntryPlace::Outside => {
                self.skip(name, SkipReason::Outside);
                return None;
            }
        };
        let long = parts.iter().any(|part| part.len() > LONGEST_NAME) || name.len() > self.most.path;
        if long || parts.len() > self.most.depth {
            self.skip(name, SkipReason::TooLong);
            return None;
        }
        Some(parts)
    }

    pub fn folder(&mut self, name: &str) -> Result<(), BadArchive> {
        match self.parts(name) {
            Some(parts) => self.folders(name, &parts).map(|_| ()),
            None => Ok(()),
        }
    }

    /// Makes folders one in another; false if a file has the name of one, which is noted.
    fn folders(&mut self, name: &str, parts: &[String]) -> Result<bool, BadArchive> {
        let mut path = self.into.clone();
        for part in parts {
            path.push(part);
            match folder_builder().create(&path) {
                Ok(()) => {}
                Err(e) if e.kind() == ErrorKind::AlreadyExists && path.is_dir() => {}
                Err(e) if e.kind() == ErrorKind::AlreadyExists => {
                    self.skip(name, SkipReason::Twice);
                    return Ok(false);
                }
                // Some file systems allow only shorter names than most.
                Err(e) if e.kind() == ErrorKind::InvalidFilename => {
                    self.skip(name, SkipReason::TooLong);
                    return Ok(false);
                }
                Err(e) => return Err(BadArchive::writing(e)),
            }
        }
        Ok(true)
    }

    pub fn file(&mut self, name: &str, runs: bool, mut content: impl Read) -> Result<(), BadArchive> {
        let Some(parts) = self.parts(name) else { return Ok(()) };
        let Some((_, folders)) = parts.split_last() else { return Ok(()) };
        if !self.seen.insert(names::key(&parts)) {
            self.skip(name, SkipReason::Twice);
            return Ok(());
        }
        if !self.folders(name, folders)? {
            return Ok(());
        }
        let path = self.into.join(parts.iter().collect::<PathBuf>());
        // Never a file that exists: it may be of another entry, or what a link leads to.
        let mut file = match file_options(runs).open(&path) {
            Ok(file) => file,
            Err(e) if e.kind() == ErrorKind::AlreadyExists => {
                self.skip(name, SkipReason::Twice);
                return Ok(());
            }
            Err(e) if e.kind() == ErrorKind::InvalidFilename => {
                self.skip(name, SkipReason::TooLong);
                return Ok(());
            }
            Err(e) => return Err(BadArchive::writing(e)),
        };
        let mut buffer = [0; 1 << 16];
        loop {
            let read = match content.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => read,
                Err(e) if e.kind() == ErrorKind::Interrupted => continue,
                Err(e) => return Err(self.trouble(&e)),
            };
            self.bytes += read as u64;
            if self.bytes > self.most.bytes {
                return Err(BadArchive::TooBig { most: self.most.bytes });
            }
            file.write_all(&buffer[..read]).map_err(BadArchive::writing)?;
        }
        self.files += 1;
        Ok(())
    }

    /// What an error while reading means: a limit of ours was passed, or the archive is at fault.
    pub fn trouble(&self, error: &std::io::Error) -> BadArchive {
        if error.kind() == ErrorKind::FileTooLarge && error.raw_os_error().is_none() {
            return BadArchive::TooBig { most: self.most.bytes };
        }
        BadArchive::broken(error)
    }

    pub fn end(self) -> Result<UnpackedArchive, BadArchive> {
        let note = |(why, names): (SkipReason, Vec<String>)| {
            let more = if names.len() > NAMED { ", …" } else { "" };
            let named = names[..names.len().min(NAMED)].join(", ") + more;
            Message::new(why.id()).count("count", names.len()).text("names", named)
        };
        let notes: Vec<Message> = self.skipped.into_iter().map(note).collect();
        if self.files == 0 && notes.is_empty() {
            return Err(BadArchive::Empty);
        }
        Ok(UnpackedArchive { root: top(&self.into), files: self.files, bytes: self.bytes, notes })
    }
}

/// The single folder, in the single folder, … that holds everything.
fn top(into: &Path) -> PathBuf {
    let mut root = into.to_owned();
    loop {
        let mut entries = std::fs::read_dir(&root).into_iter().flatten().flatten();
        match (entries.next(), entries.next()) {
            (Some(only), None) if only.path().is_dir() => root = only.path(),
            _ => return root,
        }
    }
}

fn folder_builder() -> DirBuilder {
    #[allow(unused_mut, reason = "elsewhere than on Unix there are no modes")]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o755);
    builder
}

fn file_options(runs: bool) -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, if runs { 0o755 } else { 0o644 });
    #[cfg(not(unix))]
    let _ = runs;
    options
}
