//! The folders that runs are kept in, each named for its time and its target, and a link to the latest.

use std::io;
use std::path::{Path, PathBuf};

/// The folder of all runs, if no other is given.
pub const REPORTS: &str = "reports";
/// What the folder of a run holds.
pub const PAGE: &str = "index.html";
pub const REPORT: &str = "report.json";
pub const HISTORY: &str = "history.jsonl";
const LATEST: &str = "latest";

/// A new folder for a run in `root`, which becomes the latest. `started` is in RFC 3339.
pub fn create(root: &Path, started: &str, target: &str) -> io::Result<PathBuf> {
    make(root, &name(started, target))
}

/// The same for a class: its name goes first.
pub fn create_class(root: &Path, started: &str, class: &str) -> io::Result<PathBuf> {
    make(root, &name(class, started.trim_end_matches('Z')))
}

fn make(root: &Path, name: &str) -> io::Result<PathBuf> {
    std::fs::create_dir_all(root)?;
    let mut number = 1;
    loop {
        let name = if number == 1 { name.to_owned() } else { format!("{name}-{number}") };
        match std::fs::create_dir(root.join(&name)) {
            Ok(()) => {
                point(root, &name)?;
                return Ok(root.join(name));
            }
            // Two runs may start in the same second.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(error),
        }
    }
}

/// The folder of the latest run in `root`.
pub fn latest(root: &Path) -> Option<PathBuf> {
    let link = root.join(LATEST);
    if link.is_dir() {
        return std::fs::canonicalize(link).ok();
    }
    let name = std::fs::read_to_string(link).ok()?;
    Some(root.join(name.trim())).filter(|folder| folder.is_dir())
}

/// A name that every file system takes.
fn name(started: &str, target: &str) -> String {
    let plain = |text: &str| -> String {
        let plain = text.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' });
        plain.take(60).collect()
    };
    let target = target.split_once("://").map_or(target, |(_, rest)| rest);
    let name = format!("{}-{}", plain(started.trim_end_matches('Z')), plain(target));
    name.trim_matches(['-', '.']).to_owned()
}

/// Makes this folder the latest: by a link, or by a file with its name if not every user of the system can make links.
fn point(root: &Path, name: &str) -> io::Result<()> {
    #[cfg(unix)]
    let make = |new: &Path| std::os::unix::fs::symlink(name, new);
    #[cfg(not(unix))]
    let make = |new: &Path| std::fs::write(new, name);
    let new = tempfile::Builder::new().prefix(&format!(".{LATEST}-")).make_in(root, make)?;
    // It replaces the one before in one step: there is never a moment without one.
    Ok(new.into_temp_path().persist(root.join(LATEST))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_plain_whatever_the_target() {
        assert_eq!(name("2026-11-21T15:40:40Z", "http://localhost:5000/"), "2026-11-21T15-40-40-localhost-5000");
        assert_eq!(name("2026-11-21T15:40:40Z", "http://[::1]:3000/../é"), "2026-11-21T15-40-40----1--3000");
        assert!(!name("", "../../etc").contains('/'));
    }

    #[test]
    fn the_latest_is_the_one_that_was_made_last() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        assert_eq!(latest(root), None);
        let time = "2026-11-21T15:40:40Z";
        let first = create(root, time, "http://localhost:5000").unwrap();
        let second = create(root, time, "http://localhost:5000").unwrap();
        assert!(first != second && first.is_dir() && second.ends_with("2026-11-21T15-40-40-localhost-5000-2"));
        assert_eq!(latest(root).unwrap(), std::fs::canonicalize(&second).unwrap());
        std::fs::remove_dir_all(&second).unwrap();
        assert_eq!(latest(root), None, "what it points to is gone");
    }
}
