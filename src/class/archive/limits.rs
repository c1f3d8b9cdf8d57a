/// What an archive may take at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArchiveLimits {
    /// Of all that is written. The archive itself may not be larger either.
    pub bytes: u64,
    pub entries: usize,
    /// Of the path of one entry, in bytes. An entry with a longer one is left out.
    pub path: usize,
    /// Of folders in folders. An entry that is deeper is left out.
    pub depth: usize,
}

impl Default for ArchiveLimits {
    fn default() -> Self {
        Self { bytes: 512 << 20, entries: 60_000, path: 1024, depth: 40 }
    }
}
