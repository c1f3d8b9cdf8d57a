use super::size::MostFiles;
use std::path::{Path, PathBuf};

#[derive(Debug)]
pub enum BadCopy {
    /// More than so many bytes, or too many files, or too deep.
    TooLarge,
    Io(PathBuf, std::io::Error),
}

impl BadCopy {
    pub(super) fn at(path: &Path) -> impl FnOnce(std::io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |error| Self::Io(path, error)
    }

    /// The same, of what is in this folder.
    #[cfg(unix)]
    pub(super) fn within(self, folder: &Path) -> Self {
        match self {
            Self::Io(path, error) => Self::Io(folder.join(path), error),
            bad => bad,
        }
    }
}

/// What may still be copied.
pub(super) struct Left {
    bytes: u64,
    entries: u64,
}

impl Left {
    pub fn of(most: &MostFiles) -> Self {
        Self { bytes: most.bytes, entries: most.entries }
    }

    pub fn take_entry(&mut self) -> Result<(), BadCopy> {
        self.entries = self.entries.checked_sub(1).ok_or(BadCopy::TooLarge)?;
        Ok(())
    }

    pub fn take_bytes(&mut self, bytes: u64) -> Result<(), BadCopy> {
        self.bytes = self.bytes.checked_sub(bytes).ok_or(BadCopy::TooLarge)?;
        Ok(())
    }
}
