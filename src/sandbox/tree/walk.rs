use super::folder::{Entries, Entry, Folder, Rights};
use nix::Result;
use nix::errno::Errno;

/// What is done after an entry was seen.
pub enum Next {
    /// If it is a folder, what is in it follows.
    Within,
    Beside,
    Stop,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Walked {
    All,
    Stopped,
    TooDeep,
}

/// Shows each entry of a tree, after the folder that it is in. What is gone meanwhile, or has become something else, is
/// passed over, as is another file system.
pub fn walk(
    top: Folder,
    rights: Rights,
    depth: usize,
    mut see: impl FnMut(&Folder, &Entry) -> Result<Next>,
) -> Result<Walked> {
    let mut levels: Vec<(Entries, Folder)> = vec![(top.entries()?, top)];
    while let Some((entries, folder)) = levels.last_mut() {
        let Some(entry) = entries.next() else {
            levels.pop();
            continue;
        };
        let entry = entry?;
        match see(folder, &entry)? {
            Next::Within => {}
            Next::Beside => continue,
            Next::Stop => return Ok(Walked::Stopped),
        }
        let within = match folder.folder(&entry.name, rights) {
            Ok(within) => within,
            Err(Errno::ENOENT | Errno::ENOTDIR | Errno::ELOOP | Errno::EXDEV) => continue,
            Err(error) => return Err(error),
        };
        if levels.len() > depth {
            return Ok(Walked::TooDeep);
        }
        levels.push((within.entries()?, within));
    }
    Ok(Walked::All)
}
