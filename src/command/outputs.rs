//! The files that reports are written to. Each is whole at any moment: it is written beside its place, and moved there.

use super::out;
use crate::cli::Reports;
use crate::exit::{Exit, Failure};
use crate::report::Report;
use crate::report::formats::{Env, FORMATS, Format};
use crate::store;
use crate::text::Texts;
use std::fs::OpenOptions;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

#[derive(Clone)]
pub struct Outputs {
    files: Vec<(Format, PathBuf)>,
    env: Env,
}

impl Outputs {
    /// Opens them all: a wrong path fails now, not after a minute.
    pub fn open<const SHORT: bool>(reports: &Reports<SHORT>) -> Result<Self, Failure> {
        let mut files: Vec<(Format, PathBuf)> = Vec::new();
        for (format, path) in &reports.0 {
            if !is_stdout(path) {
                probe(path).map_err(|error| cannot_write(path, &error))?;
            }
            // A link stays a link: what it leads to is written.
            let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.clone());
            if let Some((other, _)) = files.iter().find(|(_, other)| *other == path) {
                let path = path.display().to_string();
                let args = [("one", other.name()), ("other", format.name()), ("file", &path)];
                return Err(Failure::of(Exit::Usage, "usage-same-file", &args));
            }
            files.push((*format, path));
        }
        Ok(Self { files, env: Env::of_process() })
    }

    /// The same, and the files of a run that is kept in this folder.
    pub fn with_run(&self, folder: &Path) -> Self {
        let of = |option: &str| FORMATS.iter().find(|format| format.option == option).copied();
        let (json, page) = (of("report-json"), of("report-html"));
        let kept = [(json, folder.join(store::REPORT)), (page, folder.join(store::PAGE))];
        let kept = kept.into_iter().filter_map(|(format, path)| Some((format?, path)));
        Self { files: self.files.iter().cloned().chain(kept).collect(), env: self.env.clone() }
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether standard output belongs to one of them.
    pub fn take_stdout(&self) -> bool {
        self.files.iter().any(|(_, path)| is_stdout(path))
    }

    /// Writes what was found so far. A failure here shows again in the end, and is told then.
    pub fn write_partial(&self, report: &Report, texts: &Texts) {
        for (format, path) in self.files.iter().filter(|(format, path)| format.partial && !is_stdout(path)) {
            let _ = replace(path, &(format.render)(report, texts, &self.env));
        }
    }

    pub fn write(&self, report: &Report, texts: &Texts) -> Result<(), Failure> {
        for (format, path) in &self.files {
            let text = (format.render)(report, texts, &self.env);
            if is_stdout(path) {
                out::text(text);
            } else {
                replace(path, &text).map_err(|error| cannot_write(path, &error))?;
            }
        }
        Ok(())
    }
}

pub fn create(path: &Path) -> Result<PathBuf, Failure> {
    std::fs::File::create(path).map_err(|error| cannot_write(path, &error))?;
    Ok(path.to_owned())
}

pub fn cannot_write(path: &Path, error: &Error) -> Failure {
    let args = [("file", &*path.display().to_string()), ("why", &error.to_string())];
    Failure::of(Exit::Usage, "cannot-write", &args)
}

fn is_stdout(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Where a file is written before it takes its place; none beside what is no ordinary file, which nothing can replace.
fn beside(path: &Path) -> Option<PathBuf> {
    let ordinary = std::fs::metadata(path).map_or(true, |about| about.is_file());
    let name = path.file_name().filter(|_| ordinary)?.to_string_lossy().into_owned();
    Some(path.with_file_name(format!(".{name}.{}.part", std::process::id())))
}

/// Whether it can be written, and its folder takes another file. Nothing is left behind.
fn probe(path: &Path) -> Result<(), Error> {
    match OpenOptions::new().append(true).open(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let Some(part) = beside(path) else { return Ok(()) };
    std::fs::write(&part, "").and_then(|()| std::fs::remove_file(&part))
}

/// The file is the old one or the new one, whole, whenever somebody looks or we are killed.
pub fn replace(path: &Path, text: &str) -> Result<(), Error> {
    let Some(part) = beside(path) else { return std::fs::write(path, text) };
    let done = std::fs::write(&part, text).and_then(|()| std::fs::rename(&part, path));
    if done.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    done
}
