//! Files that have no name any more: they take what they took until nobody holds them open, and no folder shows them.

use std::path::Path;

/// Of all processes of a submission together. Who opens more is ended for other reasons.
#[cfg(target_os = "linux")]
const MOST_OPEN: usize = 100_000;

/// What such files take on the file system of this folder, in bytes, as far as these processes hold them.
#[cfg(target_os = "linux")]
pub fn held(processes: &[i32], folder: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt;
    let Ok(device) = folder.metadata().map(|about| about.dev()) else { return 0 };
    let lists = processes.iter().filter_map(|pid| std::fs::read_dir(format!("/proc/{pid}/fd")).ok());
    let open = lists.flatten().flatten().take(MOST_OPEN).filter_map(|open| std::fs::metadata(open.path()).ok());
    let nameless = open.filter(|about| about.nlink() == 0 && about.dev() == device);
    let each: std::collections::HashMap<u64, u64> = nameless.map(|about| (about.ino(), about.blocks() * 512)).collect();
    each.values().sum()
}

#[cfg(not(target_os = "linux"))]
pub fn held(_processes: &[i32], _folder: &Path) -> u64 {
    0
}
