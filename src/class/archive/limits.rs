/// What an archive may take at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArchiveLimits {
    /// Really written, and so also the most that the archive itself may be.
    pub bytes: u64,
    pub entries: usize,
    /// Of one entry, in bytes; a longer one is left out.
    pub path: usize,
    /// Folders in folders; a deeper one is left out.
    pub depth: usize,
}

impl Default for ArchiveLimits {
    fn default() -> Self {
        Self { bytes: 512 << 20, entries: 60_000, path: 1024, depth: 40 }
    }
}
