//! What a roster is once it is read, whatever it was read from.

use crate::class::settings::Settings;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Roster {
    pub class: String,
    pub entries: Vec<Entry>,
}

/// One submission, as the roster has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Unique, and fit to be the name of a folder.
    pub id: String,
    pub name: String,
    pub email: String,
    pub group: String,
    pub source: Source,
    /// The command that starts it; it is used instead of what the submission says itself.
    pub start: Option<String>,
    /// The port that it listens on, if the instructor gives it.
    pub port: Option<u16>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    Folder(PathBuf),
    /// A zip file or a tar file, as it was handed in.
    Archive(PathBuf),
    /// Files that lie among those of other submissions, each with the name that it was handed in under.
    Files(Vec<(String, PathBuf)>),
    /// A server that runs already, somewhere.
    Url(String),
    /// A link, and where it leads. It is not followed: it may lead to any file of this machine.
    Link(PathBuf),
    /// Nothing was handed in.
    Nothing,
}

impl Source {
    /// What a link is taken for: something that was handed in and is not read.
    pub fn of_link(link: &Path) -> Self {
        Self::Link(std::fs::read_link(link).unwrap_or_default())
    }
}

/// A roster, what it says of the whole class, and notes for the instructor on how it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadedRoster {
    pub roster: Roster,
    pub settings: Settings,
    pub notes: Vec<String>,
}

/// Why a roster is refused: every reason that was found, each with the file, and with the line if it is in one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct BadRoster(pub Vec<String>);

impl BadRoster {
    pub fn one(why: impl Into<String>) -> Self {
        Self(vec![why.into()])
    }
}
