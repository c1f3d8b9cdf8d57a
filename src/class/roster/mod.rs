//! The roster: who is in the class, and where their submissions are. A folder of submissions, or a TOML or CSV file.

use std::path::PathBuf;

#[derive(Debug, Clone, PartialEq)]
pub struct Roster {
    pub class: String,
    pub entries: Vec<Entry>,
}

/// One submission, as the roster has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Unique, and good as the name of a folder.
    pub id: String,
    pub name: String,
    pub email: String,
    pub group: String,
    pub source: Source,
    /// The command that starts it; it goes before what the submission says itself.
    pub start: Option<String>,
    /// The port that it listens on, where the instructor knows.
    pub port: Option<u16>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    Folder(PathBuf),
    /// A zip file or a tar file, as it was handed in.
    Archive(PathBuf),
    /// A server that runs already, somewhere.
    Url(String),
    /// Nothing was handed in.
    Nothing,
}
