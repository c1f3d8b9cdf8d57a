//! The writable copy of what was handed in.

use std::path::{Path, PathBuf};

/// Folders in folders.
const DEPTH: usize = 64;
const ENTRIES: usize = 100_000;

#[derive(Debug)]
pub enum BadCopy {
    /// More than this many bytes, or too many files, or too deep.
    TooLarge,
    Io(PathBuf, std::io::Error),
}

/// Copies a folder. Links stay links: a submission that is kept apart cannot follow one out of its workspace. What is
/// neither file, folder nor link is left out.
pub fn copy(from: &Path, to: &Path, most: u64) -> Result<(), BadCopy> {
    let mut left = Left { bytes: most, entries: ENTRIES };
    folder(from, to, DEPTH, &mut left)
}

/// Copies files into a folder, each under its name.
pub fn copy_files(files: &[(String, PathBuf)], to: &Path, most: u64) -> Result<(), BadCopy> {
    let mut left = Left { bytes: most, entries: ENTRIES };
    std::fs::create_dir_all(to).map_err(at(to))?;
    files.iter().try_for_each(|(name, from)| entry(from, &to.join(name), 0, &mut left))
}

struct Left {
    bytes: u64,
    entries: usize,
}

fn folder(from: &Path, to: &Path, depth: usize, left: &mut Left) -> Result<(), BadCopy> {
    std::fs::create_dir_all(to).map_err(at(to))?;
    for inside in std::fs::read_dir(from).map_err(at(from))? {
        let inside = inside.map_err(at(from))?;
        entry(&inside.path(), &to.join(inside.file_name()), depth, left)?;
    }
    Ok(())
}

fn entry(from: &Path, to: &Path, depth: usize, left: &mut Left) -> Result<(), BadCopy> {
    let about = from.symlink_metadata().map_err(at(from))?;
    left.entries = left.entries.checked_sub(1).ok_or(BadCopy::TooLarge)?;
    if about.is_dir() {
        folder(from, to, depth.checked_sub(1).ok_or(BadCopy::TooLarge)?, left)?;
    } else if about.is_file() {
        left.bytes = left.bytes.checked_sub(about.len()).ok_or(BadCopy::TooLarge)?;
        std::fs::copy(from, to).map_err(at(from))?;
    } else if about.is_symlink() {
        let link = std::fs::read_link(from).map_err(at(from))?;
        #[cfg(unix)]
        std::os::unix::fs::symlink(link, to).map_err(at(to))?;
        #[cfg(not(unix))]
        let _ = link;
    }
    Ok(())
}

fn at(path: &Path) -> impl FnOnce(std::io::Error) -> BadCopy + use<> {
    let path = path.to_owned();
    move |error| BadCopy::Io(path, error)
}
