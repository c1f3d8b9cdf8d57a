//! Removes a tree, however deep it is and whatever rights its folders have.

use super::folder::{Entries, Entry, Folder, Kind, Rights, shown};
use super::size::Remains;
use nix::errno::Errno;
use std::ffi::{CStr, CString};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// So many folders are held at a time, one in another. A folder that is deeper is moved to the top, and is not deep
/// there.
const HELD: usize = 32;
/// Longer than it takes to remove millions of files. Whatever goes on making some is not followed for ever.
const LONGEST: Duration = Duration::from_secs(300);

/// Removes what is there, and tells what could not be.
pub fn remove(path: &Path) -> Option<Remains> {
    remove_until(path, Instant::now() + LONGEST)
}

pub(super) fn remove_until(path: &Path, until: Instant) -> Option<Remains> {
    let remains = |error: std::io::Error| Some(Remains { count: 1, path: path.to_owned(), why: error.to_string() });
    let token = rand::random::<u64>();
    for round in 0_u64.. {
        let top = match Folder::open(path, Rights::Taken) {
            Ok(top) => top,
            Err(Errno::ENOENT) => return None,
            Err(Errno::ENOTDIR | Errno::ELOOP) => return std::fs::remove_file(path).err().and_then(remains),
            // What nobody may open can be removed if it is empty.
            Err(error) => return std::fs::remove_dir(path).err().and_then(|_| remains(error.into())),
        };
        let mut sweep = Sweep { until, prefix: format!(".{token:016x}-{round}"), done: 0, moved: 0, stuck: None };
        if let Err(error) = sweep.over(top) {
            sweep.stuck.get_or_insert_with(|| Remains { count: 1, path: PathBuf::new(), why: error.to_string() });
        }
        match std::fs::remove_dir(path) {
            Ok(()) => return None,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
            // What was moved to the top, or made meanwhile, is for the next round.
            Err(_) if sweep.done + sweep.moved > 0 && Instant::now() < until => {}
            Err(error) => {
                let stuck = sweep.stuck.map(|stuck| Remains { path: path.join(&stuck.path), ..stuck });
                return stuck.or_else(|| remains(error));
            }
        }
    }
    None
}

/// A folder that is held, and is being emptied.
struct Level {
    /// Its name in the one above.
    name: CString,
    folder: Folder,
    entries: Entries,
}

/// Once over all that is there.
struct Sweep {
    until: Instant,
    prefix: String,
    done: usize,
    moved: usize,
    stuck: Option<Remains>,
}

impl Sweep {
    fn over(&mut self, top: Folder) -> nix::Result<()> {
        let mut levels = vec![Level { name: CString::default(), entries: top.entries()?, folder: top }];
        while let Some(level) = levels.last_mut() {
            if Instant::now() > self.until {
                return Err(Errno::ETIMEDOUT);
            }
            match level.entries.next() {
                Some(Ok(entry)) => {
                    if let Some(within) = self.entry(&levels, entry) {
                        levels.push(within);
                    }
                }
                Some(Err(error)) => {
                    self.is_stuck(&levels, c"", error);
                    self.leave(&mut levels);
                }
                None => self.leave(&mut levels),
            }
        }
        Ok(())
    }

    /// Removes an entry, or gives the folder that it is, to be emptied first.
    fn entry(&mut self, levels: &[Level], entry: Entry) -> Option<Level> {
        let parent = &levels.last()?.folder;
        if entry.kind != Kind::Folder {
            match parent.remove_file(&entry.name) {
                // Not every system has a reason of its own for a folder.
                Err(Errno::EISDIR | Errno::EPERM) if is_folder(parent, &entry) => {}
                removed => {
                    self.note(levels, &entry.name, removed);
                    return None;
                }
            }
        }
        match parent.folder(&entry.name, Rights::Taken) {
            Ok(within) if levels.len() < HELD => match within.entries() {
                Ok(entries) => return Some(Level { name: entry.name, entries, folder: within }),
                Err(error) => self.is_stuck(levels, &entry.name, error),
            },
            Ok(_) => self.move_up(levels, &entry.name),
            // It is something else by now: the next round sees what.
            Err(Errno::ENOENT | Errno::ENOTDIR | Errno::ELOOP) => {}
            Err(error) => {
                let removed = parent.remove_folder(&entry.name);
                // Of what is mounted there, that is the better reason.
                self.note(
                    levels,
                    &entry.name,
                    removed.map_err(|busy| if error == Errno::EXDEV { busy } else { error }),
                );
            }
        }
        None
    }

    fn move_up(&mut self, levels: &[Level], name: &CStr) {
        let new = CString::new(format!("{}-{}", self.prefix, self.moved)).unwrap_or_default();
        match levels[levels.len() - 1].folder.rename(name, &levels[0].folder, &new) {
            Ok(()) => self.moved += 1,
            Err(error) => self.is_stuck(levels, name, error),
        }
    }

    /// Removes a folder that was emptied.
    fn leave(&mut self, levels: &mut Vec<Level>) {
        let left = levels.pop();
        if let (Some(left), Some(parent)) = (left, levels.last()) {
            match parent.folder.remove_folder(&left.name) {
                // What is still in it is stuck, or was made meanwhile.
                Err(Errno::ENOTEMPTY | Errno::EEXIST) => {}
                removed => self.note(levels, &left.name, removed),
            }
        }
    }

    fn note(&mut self, levels: &[Level], name: &CStr, removed: nix::Result<()>) {
        match removed {
            Ok(()) => self.done += 1,
            Err(Errno::ENOENT) => {}
            Err(error) => self.is_stuck(levels, name, error),
        }
    }

    fn is_stuck(&mut self, levels: &[Level], name: &CStr, error: Errno) {
        if let Some(stuck) = &mut self.stuck {
            stuck.count += 1;
            return;
        }
        let above = levels.iter().skip(1).map(|level| shown(&level.name));
        let path = above.chain(std::iter::once(shown(name))).collect();
        self.stuck = Some(Remains { count: 1, path, why: std::io::Error::from(error).to_string() });
    }
}

fn is_folder(parent: &Folder, entry: &Entry) -> bool {
    parent.about(&entry.name).is_ok_and(|about| about.kind == Kind::Folder)
}
