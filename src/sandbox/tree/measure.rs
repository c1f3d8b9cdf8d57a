use super::folder::{Folder, Kind, Rights};
use super::size::{Measured, MostFiles, Size};
use super::walk::{Next, Walked, walk};
use nix::errno::Errno;
use std::collections::HashSet;
use std::path::Path;

/// What each entry takes at least, beside its name: what a file system keeps of it. A file of nothing is not free.
const EACH: u64 = 256;

/// Counts what a tree takes on the disk, no further than is needed. A file with several names is counted once.
pub fn measure(path: &Path, most: &MostFiles) -> std::io::Result<Measured> {
    let top = match Folder::open(path, Rights::Lent) {
        Ok(top) => top,
        Err(Errno::ENOENT) => return Ok(Measured::Within(Size::default())),
        Err(error) => return closed(error),
    };
    let (mut size, mut over) = (Size::default(), None);
    let mut counted = HashSet::new();
    let walked = walk(top, Rights::Lent, most.depth, |folder, entry| {
        let about = match folder.about(&entry.name) {
            Err(Errno::ENOENT) => return Ok(Next::Beside),
            about => about?,
        };
        size.entries += 1;
        size.bytes += EACH + entry.name.to_bytes().len() as u64;
        if about.kind == Kind::Folder || about.links < 2 || counted.insert(about.inode) {
            size.bytes = size.bytes.saturating_add(about.taken);
        }
        if size.entries > most.entries {
            over = Some(Measured::TooMany);
        } else if size.bytes > most.bytes {
            over = Some(Measured::TooLarge);
        }
        Ok(match about.kind {
            _ if over.is_some() => Next::Stop,
            Kind::Folder => Next::Within,
            _ => Next::Beside,
        })
    });
    match walked {
        Ok(Walked::TooDeep) => Ok(Measured::TooDeep),
        Ok(Walked::All | Walked::Stopped) => Ok(over.unwrap_or(Measured::Within(size))),
        Err(error) => closed(error),
    }
}

fn closed(error: Errno) -> std::io::Result<Measured> {
    if matches!(error, Errno::EACCES | Errno::EPERM) { Ok(Measured::Hidden) } else { Err(error.into()) }
}
