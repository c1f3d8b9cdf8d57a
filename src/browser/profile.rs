//! The folder in which a browser keeps its files: a fresh one each time. Whoever dies leaves one behind; the next one
//! removes it, since nobody holds its lock any more.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

const PREFIX: &str = "lab-browser-";
const LOCK: &str = "lock";
/// A folder that has no lock yet may be about to get one.
const BEGINNING: Duration = Duration::from_secs(60);

/// Removed when it is dropped.
pub struct Profile {
    folder: TempDir,
    /// Held as long as we live.
    _lock: File,
}

impl Profile {
    /// Makes one that this user can use, and removes those that nobody uses any more.
    pub fn new(user: Option<u32>) -> io::Result<Self> {
        let root = std::env::temp_dir();
        sweep(&root);
        Self::within(&root, user)
    }

    fn within(root: &Path, user: Option<u32>) -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(root)?;
        let lock = File::create(folder.path().join(LOCK))?;
        lock.lock()?;
        let profile = Self { folder, _lock: lock };
        std::fs::create_dir(profile.path())?;
        #[cfg(unix)]
        if let Some(user) = user {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(profile.folder.path(), std::fs::Permissions::from_mode(0o711))?;
            std::os::unix::fs::chown(profile.path(), Some(user), Some(user))?;
        }
        #[cfg(not(unix))]
        let _ = user;
        Ok(profile)
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("profile")
    }
}

/// Removes the folders of those who have died.
fn sweep(root: &Path) {
    let folders = std::fs::read_dir(root).into_iter().flatten().flatten();
    let ours = folders.filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX));
    for folder in ours.map(|entry| entry.path()).filter(|path| is_left(path)) {
        // What belongs to somebody else cannot be removed, and is none of our business.
        let _ = std::fs::remove_dir_all(folder);
    }
}

fn is_left(folder: &Path) -> bool {
    let Ok(about) = folder.symlink_metadata() else { return false };
    if !about.is_dir() {
        return false;
    }
    match File::open(folder.join(LOCK)) {
        Ok(lock) => !matches!(lock.try_lock(), Err(TryLockError::WouldBlock)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let age = about.modified().ok().and_then(|made| made.elapsed().ok());
            age.is_some_and(|age| age > BEGINNING)
        }
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_holds_is_removed_and_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        let held = Profile::within(root.path(), None).unwrap();
        let dead = root.path().join(format!("{PREFIX}dead"));
        let beginning = root.path().join(format!("{PREFIX}beginning"));
        let other = root.path().join("other");
        for folder in [&dead, &beginning, &other] {
            std::fs::create_dir(folder).unwrap();
        }
        std::fs::write(dead.join(LOCK), "").unwrap();
        std::fs::write(dead.join("file"), "").unwrap();
        sweep(root.path());
        assert!(!dead.exists());
        assert!(held.path().exists() && beginning.exists() && other.exists());
        let folder = held.folder.path().to_owned();
        drop(held);
        assert!(!folder.exists(), "it is removed when it is dropped");
    }
}
