//! The roster: the students of the class, and where their submissions are. A folder of submissions, or a TOML or CSV
//! file.

mod columns;
mod csv;
mod folder;
mod ids;
mod model;
mod moodle;
mod source;
mod toml;

pub use ids::composed;
pub use model::{BadRoster, Entry, LoadedRoster, Roster, Source};

use crate::inert;
use std::path::Path;

/// Reads the roster that is at `path`: a folder of submissions, or a `.toml` or `.csv` file.
pub fn read(path: &Path) -> Result<LoadedRoster, BadRoster> {
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
        let notes = read.notes.iter().map(|note| inert::line(note));
        return Err(BadRoster(std::iter::once(format!("{shown}: there is no submission")).chain(notes).collect()));
    }
    read.roster.class = match &read.settings.class {
        Some(class) => class.clone(),
        None if meta.is_dir() => folder_name(path),
        None => Path::new(&name).file_stem().unwrap_or_default().to_string_lossy().into_owned(),
    };
    Ok(read)
}

/// The name of a folder, also if it is given as `.`.
fn folder_name(path: &Path) -> String {
    let whole = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    whole.file_name().map_or_else(|| "class".into(), |name| name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_roster_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let refused = |name: &str| read(&folder.path().join(name)).unwrap_err().to_string();
        for name in ["all.zip", "class.xlsx"] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        assert!(refused("gone.toml").contains("gone.toml: "));
        assert!(refused("all.zip").contains("unpack it"));
        assert!(refused("class.xlsx").contains("a folder of submissions, or a .toml or .csv file"));
        std::fs::create_dir(folder.path().join("empty")).unwrap();
        assert!(refused("empty").contains("there is no submission"));
    }
}
