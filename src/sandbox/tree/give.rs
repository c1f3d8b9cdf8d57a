use super::folder::{Folder, Kind, Rights};
use super::walk::{Next, Walked, walk};
use std::path::Path;

/// What we give away we have made ourselves, and not as deep as this.
const DEPTH: usize = 256;

/// Gives a folder, and what is in it, to a user; never what a link leads to.
pub fn give(path: &Path, user: u32) -> std::io::Result<()> {
    let top = Folder::open(path, Rights::AsTheyAre)?;
    top.give(c".", user)?;
    let walked = walk(top, Rights::AsTheyAre, DEPTH, |folder, entry| {
        folder.give(&entry.name, user)?;
        let is_folder = match entry.kind {
            Kind::Unknown => folder.about(&entry.name)?.kind == Kind::Folder,
            kind => kind == Kind::Folder,
        };
        Ok(if is_folder { Next::Within } else { Next::Beside })
    })?;
    if walked == Walked::All { Ok(()) } else { Err(std::io::Error::other("there are too many folders in folders")) }
}
