//! The roster: who is in the class, and where their submissions are. A folder of submissions, or a TOML or CSV file.

mod columns;
mod csv;
mod folder;
mod ids;
mod moodle;
mod toml;

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

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    Folder(PathBuf),
    /// A zip file or a tar file, as it was handed in.
    Archive(PathBuf),
    /// Files among those of others, each with the name that it was handed in under.
    Files(Vec<(String, PathBuf)>),
    /// A server that runs already, somewhere.
    Url(String),
    /// Nothing was handed in.
    Nothing,
}

/// A roster, what it says of the whole class, and what an instructor has to know of how it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    pub roster: Roster,
    pub settings: Settings,
    pub notes: Vec<String>,
}

/// Why a roster is refused: every reason that was found, each with the file, and the line where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRoster(pub Vec<String>);

impl BadRoster {
    fn one(why: impl Into<String>) -> Self {
        Self(vec![why.into()])
    }
}

impl std::fmt::Display for BadRoster {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl std::error::Error for BadRoster {}

/// Reads the roster that is at `path`: a folder of submissions, or a `.toml` or `.csv` file.
pub fn read(path: &Path) -> Result<Read, BadRoster> {
    let shown = path.display();
    let meta = std::fs::metadata(path).map_err(|error| BadRoster::one(format!("{shown}: {error}")))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let end = Path::new(&name).extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let mut read = match end.as_str() {
        _ if meta.is_dir() => folder::read(path)?,
        "toml" => toml::read(path)?,
        "csv" => csv::read(path)?,
        _ if crate::class::archive::stem(&name).is_some() => {
            let why = "this is one archive; unpack it, and give the folder that it makes";
            return Err(BadRoster::one(format!("{shown}: {why}")));
        }
        _ => {
            let why = "a class is a folder of submissions, or a .toml or .csv file";
            return Err(BadRoster::one(format!("{shown}: {why}")));
        }
    };
    if read.roster.entries.is_empty() {
        return Err(BadRoster(std::iter::once(format!("{shown}: there is no submission")).chain(read.notes).collect()));
    }
    read.roster.class = match &read.settings.class {
        Some(class) => class.clone(),
        None if meta.is_dir() => folder_name(path),
        None => Path::new(&name).file_stem().unwrap_or_default().to_string_lossy().into_owned(),
    };
    Ok(read)
}

/// The name of a folder, also where it is given as `.`.
fn folder_name(path: &Path) -> String {
    let whole = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    whole.file_name().map_or_else(|| "class".into(), |name| name.to_string_lossy().into_owned())
}

/// What a path in a roster file leads to, seen from that file. One that leads nowhere is a submission that is not there.
fn at(roster: &Path, path: &str, notes: &mut Vec<String>) -> Result<Source, String> {
    let path = roster.parent().unwrap_or(Path::new("")).join(path);
    if path.is_dir() {
        let (source, note) = folder::inside(path);
        notes.extend(note);
        return Ok(source);
    }
    if !path.exists() {
        notes.push(format!("{}: there is no such file or folder; taken as not handed in", path.display()));
        return Ok(Source::Nothing);
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if crate::class::archive::stem(&name).is_none() {
        return Err(format!("{} is neither a folder nor an archive", path.display()));
    }
    Ok(Source::Archive(path))
}

/// The address of a server that runs already.
fn address(url: &str) -> Result<Source, String> {
    match url::Url::parse(url) {
        Ok(found) if matches!(found.scheme(), "http" | "https") && found.has_host() => Ok(Source::Url(url.into())),
        Ok(_) => Err(format!("{url:?} is no http or https address")),
        Err(error) => Err(format!("{url:?} is no address: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_roster_is_refused() {
        let folder = std::env::temp_dir().join(format!("lab-roster-{}-kinds", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let refused = |path: PathBuf| read(&path).unwrap_err().to_string();
        for name in ["all.zip", "class.xlsx"] {
            std::fs::write(folder.join(name), "x").unwrap();
        }
        assert!(refused(folder.join("gone.toml")).contains("gone.toml: "));
        assert!(refused(folder.join("all.zip")).contains("unpack it"));
        assert!(refused(folder.join("class.xlsx")).contains("a folder of submissions, or a .toml or .csv file"));
        std::fs::create_dir(folder.join("empty")).unwrap();
        assert!(refused(folder.join("empty")).contains("there is no submission"));
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn an_address_is_one_of_a_web_server() {
        assert_eq!(address("http://localhost:5000"), Ok(Source::Url("http://localhost:5000".into())));
        assert!(address("localhost:5000").unwrap_err().contains("http or https"));
        assert!(address("here").unwrap_err().contains("no address"));
    }
}
