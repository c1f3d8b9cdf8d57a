//! The writable copy of what was handed in.

use std::path::{Path, PathBuf};

/// No deeper than this.
const DEPTH: usize = 64;
const ENTRIES: usize = 100_000;

#[derive(Debug)]
pub enum BadCopy {
    /// More than this many bytes, or too many files, or too deep.
    TooLarge,
    Io(PathBuf, std::io::Error),
}

/// Copies a folder. Links stay links, which lead nowhere but within the room; what is neither file, folder nor link is
/// left out.
pub fn copy(from: &Path, to: &Path, most: u64) -> Result<(), BadCopy> {
    let mut left = Left { bytes: most, entries: ENTRIES };
    folder(from, to, DEPTH, &mut left)
}

struct Left {
    bytes: u64,
    entries: usize,
}

fn folder(from: &Path, to: &Path, depth: usize, left: &mut Left) -> Result<(), BadCopy> {
    let io = |path: &Path| {
        let path = path.to_owned();
        move |error| BadCopy::Io(path, error)
    };
    std::fs::create_dir_all(to).map_err(io(to))?;
    for entry in std::fs::read_dir(from).map_err(io(from))? {
        let entry = entry.map_err(io(from))?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        let about = entry.metadata().map_err(io(&from))?;
        left.entries = left.entries.checked_sub(1).ok_or(BadCopy::TooLarge)?;
        if about.is_dir() {
            folder(&from, &to, depth.checked_sub(1).ok_or(BadCopy::TooLarge)?, left)?;
        } else if about.is_file() {
            left.bytes = left.bytes.checked_sub(about.len()).ok_or(BadCopy::TooLarge)?;
            std::fs::copy(&from, &to).map_err(io(&from))?;
        } else if about.is_symlink() {
            let link = std::fs::read_link(&from).map_err(io(&from))?;
            #[cfg(unix)]
            std::os::unix::fs::symlink(link, &to).map_err(io(&to))?;
            #[cfg(not(unix))]
            let _ = link;
        }
    }
    Ok(())
}
