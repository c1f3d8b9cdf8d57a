//! The same where a folder cannot be held open. Nothing is kept apart there, and who runs it trusts what is run.

use super::budget::{BadCopy, Left};
use super::size::{Measured, MostFiles, Remains, Size};
use std::path::{Path, PathBuf};

/// Folders in folders, of what is copied.
const DEPTH: usize = 64;

pub fn remove(path: &Path) -> Option<Remains> {
    let error = std::fs::remove_dir_all(path).err().filter(|_| path.symlink_metadata().is_ok())?;
    Some(Remains { count: 1, path: path.to_owned(), why: error.to_string() })
}

pub fn measure(path: &Path, most: &MostFiles) -> std::io::Result<Measured> {
    let (mut size, mut folders) = (Size::default(), vec![(path.to_owned(), 0)]);
    while let Some((folder, depth)) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let Ok(about) = entry.metadata() else { continue };
            size.entries += 1;
            if about.is_dir() {
                folders.push((entry.path(), depth + 1));
            } else {
                size.bytes = size.bytes.saturating_add(about.len());
            }
            if depth > most.depth {
                return Ok(Measured::TooDeep);
            } else if size.entries > most.entries {
                return Ok(Measured::TooMany);
            } else if size.bytes > most.bytes {
                return Ok(Measured::TooLarge);
            }
        }
    }
    Ok(Measured::Within(size))
}

pub fn copy(from: &Path, to: &Path, most: &MostFiles) -> Result<(), BadCopy> {
    folder(from, to, DEPTH, &mut Left::of(most))
}

pub fn copy_files(files: &[(String, PathBuf)], to: &Path, most: &MostFiles) -> Result<(), BadCopy> {
    let mut left = Left::of(most);
    std::fs::create_dir_all(to).map_err(BadCopy::at(to))?;
    files.iter().try_for_each(|(name, from)| entry(from, &to.join(name), 0, &mut left))
}

fn folder(from: &Path, to: &Path, depth: usize, left: &mut Left) -> Result<(), BadCopy> {
    std::fs::create_dir_all(to).map_err(BadCopy::at(to))?;
    for inside in std::fs::read_dir(from).map_err(BadCopy::at(from))? {
        let inside = inside.map_err(BadCopy::at(from))?;
        entry(&inside.path(), &to.join(inside.file_name()), depth, left)?;
    }
    Ok(())
}

/// Links are left out: to make one takes rights there.
fn entry(from: &Path, to: &Path, depth: usize, left: &mut Left) -> Result<(), BadCopy> {
    let about = from.symlink_metadata().map_err(BadCopy::at(from))?;
    left.take_entry()?;
    if about.is_dir() {
        folder(from, to, depth.checked_sub(1).ok_or(BadCopy::TooLarge)?, left)?;
    } else if about.is_file() {
        left.take_bytes(about.len())?;
        std::fs::copy(from, to).map_err(BadCopy::at(from))?;
    }
    Ok(())
}
