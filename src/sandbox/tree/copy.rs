//! The writable copy of what was handed in.

use super::budget::{BadCopy, Left};
use super::folder::{Folder, Kind, Rights, shown};
use super::size::MostFiles;
use nix::sys::stat::Mode;
use std::ffi::{CStr, CString};
use std::fs::Permissions;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// Folders in folders: so often a function calls itself here.
const DEPTH: usize = 64;

/// Copies a folder. Links stay links: a submission that is kept apart cannot follow one out of its workspace. What is
/// neither file, folder nor link is left out.
pub fn copy(from: &Path, to: &Path, most: &MostFiles) -> Result<(), BadCopy> {
    let given = given(from).map_err(BadCopy::at(from))?;
    let to = made(to)?;
    inside(&given, &to, DEPTH, &mut Left::of(most)).map_err(|bad| bad.within(from))
}

/// Copies files into a folder, each under its name.
pub fn copy_files(files: &[(String, PathBuf)], to: &Path, most: &MostFiles) -> Result<(), BadCopy> {
    let to = made(to)?;
    let mut left = Left::of(most);
    files.iter().try_for_each(|(name, from)| {
        let (above, old) = (from.parent().unwrap_or(Path::new("/")), from.file_name().unwrap_or_default());
        let above = given(above).map_err(BadCopy::at(above))?;
        let text = |name: &[u8]| CString::new(name).map_err(|error| BadCopy::Io(from.clone(), error.into()));
        entry(&above, &text(old.as_bytes())?, &to, &text(name.as_bytes())?, 0, &mut left)
            .map_err(|bad| bad.within(from.parent().unwrap_or(Path::new(""))))
    })
}

/// A folder of the instructor's. What leads to it may be a link.
fn given(path: &Path) -> std::io::Result<Folder> {
    Ok(Folder::open(&std::fs::canonicalize(path)?, Rights::AsTheyAre)?)
}

fn made(path: &Path) -> Result<Folder, BadCopy> {
    std::fs::create_dir_all(path).map_err(BadCopy::at(path))?;
    Folder::open(path, Rights::AsTheyAre).map_err(|error| BadCopy::at(path)(error.into()))
}

fn inside(from: &Folder, to: &Folder, depth: usize, left: &mut Left) -> Result<(), BadCopy> {
    let fault = |error: nix::Error| BadCopy::Io(PathBuf::new(), error.into());
    for inside in from.entries().map_err(fault)? {
        let name = inside.map_err(fault)?.name;
        entry(from, &name, to, &name, depth, left)?;
    }
    Ok(())
}

fn entry(from: &Folder, name: &CStr, to: &Folder, new: &CStr, depth: usize, left: &mut Left) -> Result<(), BadCopy> {
    let fault = |error: nix::Error| BadCopy::Io(shown(name).to_owned(), error.into());
    let about = from.about(name).map_err(fault)?;
    left.take_entry()?;
    match about.kind {
        Kind::Folder => {
            let depth = depth.checked_sub(1).ok_or(BadCopy::TooLarge)?;
            let within = from.folder(name, Rights::AsTheyAre).map_err(fault)?;
            let made = to.new_folder(new).map_err(fault)?;
            inside(&within, &made, depth, left).map_err(|bad| bad.within(shown(name)))
        }
        Kind::File => {
            left.take_bytes(about.length)?;
            file(from, name, to, new, about.length).map_err(BadCopy::at(shown(name)))
        }
        Kind::Link => from.copy_link(name, to, new).map_err(fault),
        Kind::Other | Kind::Unknown => Ok(()),
    }
}

/// Copies no more than so many bytes, whatever becomes of the file meanwhile.
fn file(from: &Folder, name: &CStr, to: &Folder, new: &CStr, most: u64) -> std::io::Result<()> {
    let read = from.file(name)?;
    let mode = read.metadata()?.permissions().mode() & 0o777;
    let mut written = to.new_file(new, Mode::S_IRUSR | Mode::S_IWUSR)?;
    std::io::copy(&mut read.take(most), &mut written)?;
    written.set_permissions(Permissions::from_mode(mode))
}
