use super::tree::MostFiles;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What a submission may use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SandboxLimits {
    /// Resident memory of all its processes, in bytes.
    pub memory: u64,
    /// Processes and threads.
    pub processes: u64,
    /// Processor time of all its processes, while it is checked.
    #[serde(with = "humantime_serde")]
    pub cpu: Duration,
    /// How long it may take to listen.
    #[serde(with = "humantime_serde")]
    pub start: Duration,
    /// How long what it needs may take to install.
    #[serde(with = "humantime_serde")]
    pub install: Duration,
    /// What it may have on disk, in bytes: its sources, what is installed, and what it writes. Counted as the disk does,
    /// in blocks.
    pub disk: u64,
    /// How many files, folders and links that may be.
    #[serde(default = "most_entries")]
    pub entries: u64,
    /// Open files of one process.
    pub files: u64,
    /// What is kept of its output, in bytes.
    pub output: u64,
}

/// Folders in folders, of what was handed in or written. Installers make a few dozen.
const DEPTH: usize = 128;

impl SandboxLimits {
    /// What its folder may hold.
    pub fn most_files(&self) -> MostFiles {
        MostFiles { bytes: self.disk, entries: self.entries, depth: DEPTH }
    }

    /// The limit that the kernel enforces: a little more, so that a submission which passes its limit is seen to.
    pub fn most_processes(&self) -> u64 {
        self.processes + 32
    }
}

impl Default for SandboxLimits {
    fn default() -> Self {
        Self {
            memory: 1 << 30,
            processes: 512,
            // A server that waits in busy loops uses all cores for as long as it is checked, and must not be ended: its
            // loops are what it is judged for.
            cpu: Duration::from_secs(1200),
            start: Duration::from_secs(60),
            install: Duration::from_secs(300),
            // For more than 100,000 files that an installer has made, each of which takes a block or more.
            disk: 1 << 30,
            entries: most_entries(),
            files: 4096,
            output: 1 << 20,
        }
    }
}

/// Also of a class that was begun before there was such a limit.
fn most_entries() -> u64 {
    250_000
}
