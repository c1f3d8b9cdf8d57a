//! How much of the disk a submission takes, while it runs and in the end.
//!
//! To look at all files is work beside measurements. So that is done seldom; and at once where the whole file system
//! has lost so much that this submission may have passed its limit, which is cheap to ask.

use super::failure::PassedLimit;
use super::nameless;
use super::tree::{Measured, MostFiles, Size, measure};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// Looks take no more than one part in so many of the time, and of the processor: in calm, and in haste.
const CALM: u32 = 50;
const HASTE: u32 = 4;
/// No two looks are nearer than this.
const NEAREST: Duration = Duration::from_millis(400);
/// Less than this may be gone for many reasons.
const LITTLE: Free = Free { bytes: 1 << 20, entries: 64 };

/// One look at a time, of all submissions.
pub type LookPermit = Arc<Semaphore>;

pub fn one_at_a_time() -> LookPermit {
    Arc::new(Semaphore::new(1))
}

/// What a file system has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Free {
    bytes: u64,
    /// Not every file system has a limit, or tells it: it has always as many then.
    entries: u64,
}

pub struct DiskWatch {
    folder: PathBuf,
    most: MostFiles,
    permit: LookPermit,
    last: Look,
}

/// What was seen when it was last looked at, and of the file system since.
struct Look {
    at: Instant,
    took: Duration,
    size: Size,
    free: Free,
    /// What the file system has lost: each time that it was asked, whatever it got back at other times.
    gone: Free,
}

impl DiskWatch {
    pub fn new(folder: PathBuf, most: MostFiles, permit: LookPermit) -> Self {
        // Nobody knows yet: it may have half of all that it may.
        let size = Size { bytes: most.bytes / 2, entries: most.entries / 2 };
        let last = Look::new(Duration::ZERO, size, Free::of(&folder));
        Self { folder, most, permit, last }
    }

    /// Whether it is time to look: so long after the last time, or when much of the file system is gone.
    pub fn is_due(&mut self, every: Duration) -> bool {
        self.last.note(Free::of(&self.folder));
        let (last, since) = (&self.last, self.last.at.elapsed());
        since > every.max(last.took * CALM) || since > NEAREST.max(last.took * HASTE) && last.may_be_over(&self.most)
    }

    /// Counts its files, and those that these processes hold open without a name. `written`: what it has written
    /// elsewhere. An error is one of ours, or of the machine.
    pub async fn look(&mut self, holding: Vec<i32>, written: u64) -> std::io::Result<Option<PassedLimit>> {
        let permit = self.permit.clone().acquire_owned().await;
        let (folder, most, free) = (self.folder.clone(), self.most, Free::of(&self.folder));
        let begun = Instant::now();
        let counted = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let beside = nameless::held(&holding, &folder).saturating_add(written);
            let measured = match most.bytes.checked_sub(beside) {
                Some(bytes) => measure(&folder, &MostFiles { bytes, ..most })?,
                None => Measured::TooLarge,
            };
            std::io::Result::Ok((measured, beside))
        });
        let (measured, beside) = counted.await.map_err(std::io::Error::other)??;
        self.last = Look::new(begun.elapsed(), self.last.size, free);
        Ok(match measured {
            Measured::Within(size) => {
                self.last.size = Size { bytes: size.bytes + beside, ..size };
                None
            }
            Measured::TooLarge => Some(PassedLimit::Disk(self.most.bytes)),
            Measured::TooMany => Some(PassedLimit::Entries(self.most.entries)),
            Measured::TooDeep => Some(PassedLimit::Depth(self.most.depth)),
            Measured::Hidden => Some(PassedLimit::Hidden),
        })
    }
}

impl Look {
    fn new(took: Duration, size: Size, free: Free) -> Self {
        Self { at: Instant::now(), took, size, free, gone: Free { bytes: 0, entries: 0 } }
    }

    fn note(&mut self, free: Free) {
        self.gone.bytes = self.gone.bytes.saturating_add(self.free.bytes.saturating_sub(free.bytes));
        self.gone.entries = self.gone.entries.saturating_add(self.free.entries.saturating_sub(free.entries));
        self.free = free;
    }

    /// Whether more than half of what was left to the submission is gone from the file system since then, whoever took
    /// it.
    fn may_be_over(&self, most: &MostFiles) -> bool {
        let left = |most: u64, has: u64| most.saturating_sub(has) / 2;
        self.gone.bytes > left(most.bytes, self.size.bytes).max(LITTLE.bytes)
            || self.gone.entries > left(most.entries, self.size.entries).max(LITTLE.entries)
    }
}

impl Free {
    #[cfg(unix)]
    #[allow(clippy::useless_conversion, reason = "the types of these numbers differ from one system to another")]
    fn of(folder: &std::path::Path) -> Self {
        let asked = nix::sys::statvfs::statvfs(folder);
        asked.map_or(Self { bytes: 0, entries: 0 }, |free| Self {
            bytes: u64::from(free.blocks_free()).saturating_mul(u64::from(free.fragment_size())),
            entries: u64::from(free.files_free()),
        })
    }

    #[cfg(not(unix))]
    fn of(_folder: &std::path::Path) -> Self {
        Self { bytes: 0, entries: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOST: MostFiles = MostFiles { bytes: 100 << 20, entries: 10_000, depth: 10 };

    const FREE: Free = Free { bytes: 1 << 40, entries: 1 << 20 };

    fn look(bytes: u64, entries: u64) -> Look {
        Look::new(Duration::ZERO, Size { bytes, entries }, FREE)
    }

    fn less(bytes: u64, entries: u64) -> Free {
        Free { bytes: FREE.bytes - bytes, entries: FREE.entries - entries }
    }

    #[test]
    fn when_half_of_what_is_left_is_gone_it_may_be_over() {
        let gone = |bytes: u64, entries: u64| {
            let mut look = look(60 << 20, 6_000);
            look.note(less(bytes, entries));
            look.may_be_over(&MOST)
        };
        assert!(!gone(0, 0) && !gone(20 << 20, 2_000));
        assert!(gone((20 << 20) + 1, 0) && gone(0, 2_001));
    }

    #[test]
    fn what_others_give_back_does_not_hide_what_is_gone() {
        let mut look = look(60 << 20, 0);
        for _ in 0..3 {
            assert!(!look.may_be_over(&MOST));
            look.note(less(7 << 20, 0));
            look.note(FREE);
        }
        assert!(look.may_be_over(&MOST));
    }

    #[test]
    fn near_its_limit_a_little_is_not_enough() {
        let gone = |bytes: u64, entries: u64| {
            let mut look = look(MOST.bytes, MOST.entries);
            look.note(less(bytes, entries));
            look.may_be_over(&MOST)
        };
        assert!(!gone(4096, 1) && gone(2 << 20, 0) && gone(0, 65));
    }

    #[tokio::test]
    async fn each_limit_is_passed_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let watch = |most: MostFiles| DiskWatch::new(folder.path().to_owned(), most, one_at_a_time());
        std::fs::create_dir_all(folder.path().join("a/b/c")).unwrap();
        std::fs::write(folder.path().join("large"), vec![1; 1 << 20]).unwrap();
        let none = watch(MOST).look(vec![], 0).await.unwrap();
        assert_eq!(none, None);
        let disk = watch(MostFiles { bytes: 1 << 20, ..MOST }).look(vec![], 0).await.unwrap();
        assert_eq!(disk, Some(PassedLimit::Disk(1 << 20)));
        let elsewhere = watch(MOST).look(vec![], MOST.bytes + 1).await.unwrap();
        assert_eq!(elsewhere, Some(PassedLimit::Disk(MOST.bytes)));
        let entries = watch(MostFiles { entries: 3, ..MOST }).look(vec![], 0).await.unwrap();
        assert_eq!(entries, Some(PassedLimit::Entries(3)));
        let depth = watch(MostFiles { depth: 2, ..MOST }).look(vec![], 0).await.unwrap();
        assert_eq!(depth, Some(PassedLimit::Depth(2)));
    }

    /// A file that was removed while it is open takes what it took.
    #[tokio::test]
    #[cfg(target_os = "linux")]
    async fn what_has_no_name_any_more_counts_as_long_as_it_is_open() {
        let folder = tempfile::tempdir().unwrap();
        let ours = vec![i32::try_from(std::process::id()).unwrap()];
        let most = MostFiles { bytes: 1 << 20, ..MOST };
        let mut watch = DiskWatch::new(folder.path().to_owned(), most, one_at_a_time());
        let path = folder.path().join("large");
        let mut file = std::fs::File::create(&path).unwrap();
        std::io::Write::write_all(&mut file, &vec![1; 2 << 20]).unwrap();
        file.sync_all().unwrap();
        std::fs::remove_file(path).unwrap();
        assert_eq!(watch.look(vec![], 0).await.unwrap(), None);
        assert_eq!(watch.look(ours.clone(), 0).await.unwrap(), Some(PassedLimit::Disk(1 << 20)));
        drop(file);
        assert_eq!(watch.look(ours, 0).await.unwrap(), None);
    }
}
