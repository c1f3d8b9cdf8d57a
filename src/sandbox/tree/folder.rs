//! A folder that is held open. What is in it is reached through it, by one name at a time: no path is too long then,
//! and whatever is moved or replaced meanwhile, nothing else is reached.

use nix::Result;
use nix::dir::{Dir, OwningIter, Type};
use nix::errno::Errno;
use nix::fcntl::{AT_FDCWD, AtFlags, OFlag, openat, readlinkat, renameat};
use nix::sys::stat::{FileStat, Mode, fchmod, fstat, fstatat, mkdirat};
use nix::unistd::{Gid, Uid, UnlinkatFlags, fchownat, symlinkat, unlinkat};
use std::ffi::{CStr, CString, OsStr};
use std::fs::File;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// What becomes of folders whose owner, which is us, has no rights over them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rights {
    /// They stay closed.
    AsTheyAre,
    /// They are open to us for as long as they are held, and then as they were.
    Lent,
    /// They are ours to change from now on.
    Taken,
}

impl Rights {
    fn wanted(self) -> Mode {
        match self {
            Self::AsTheyAre => Mode::empty(),
            Self::Lent => Mode::S_IRUSR | Mode::S_IXUSR,
            Self::Taken => Mode::S_IRWXU,
        }
    }
}

#[derive(Debug)]
pub struct Folder {
    at: OwnedFd,
    /// The rights that it gets back.
    lent: Option<Mode>,
}

/// What an entry is. A file system may not say so in its lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Folder,
    File,
    Link,
    Other,
    Unknown,
}

#[derive(Debug)]
pub struct Entry {
    pub name: CString,
    pub kind: Kind,
}

/// What is known of an entry without opening it.
#[derive(Debug, Clone, Copy)]
pub struct About {
    pub kind: Kind,
    pub length: u64,
    /// The bytes that it takes on the disk: not its length, of which there may be more or less.
    pub taken: u64,
    pub links: u64,
    pub inode: u64,
}

const READ: OFlag =
    OFlag::O_RDONLY.union(OFlag::O_DIRECTORY).union(OFlag::O_NOFOLLOW).union(OFlag::O_CLOEXEC).union(OFlag::O_NONBLOCK);

impl Folder {
    /// The top of a tree. Nothing that leads to it may be in the hands of a submission.
    pub fn open(path: &Path, rights: Rights) -> Result<Self> {
        let name = CString::new(path.as_os_str().as_bytes()).map_err(|_| Errno::EINVAL)?;
        Self::reach(AT_FDCWD, &name, rights, |flags| openat(AT_FDCWD, path, flags, Mode::empty()))
    }

    /// A folder in this one; never what a link leads to, nor another file system.
    pub fn folder(&self, name: &CStr, rights: Rights) -> Result<Self> {
        Self::reach(self.at.as_fd(), name, rights, |flags| self.open_within(name, flags))
    }

    fn reach(parent: BorrowedFd, name: &CStr, rights: Rights, open: impl Fn(OFlag) -> Result<OwnedFd>) -> Result<Self> {
        let (at, before) = match open(READ) {
            Err(Errno::EACCES) if rights != Rights::AsTheyAre => unlock(parent, name, rights, open)?,
            opened => {
                let at = opened?;
                let mode = mode(&fstat(&at)?);
                (at, mode)
            }
        };
        // One that can be opened may still keep us from what is in it. If it is not ours, that will show.
        let wanted = before | rights.wanted();
        let changed = wanted != before && fchmod(&at, wanted).is_ok();
        Ok(Self { at, lent: (changed && rights == Rights::Lent).then_some(before) })
    }

    /// Opens an entry that is neither a link nor on another file system.
    #[cfg(target_os = "linux")]
    fn open_within(&self, name: &CStr, flags: OFlag) -> Result<OwnedFd> {
        use nix::fcntl::{OpenHow, ResolveFlag, openat2};
        let stay = ResolveFlag::RESOLVE_BENEATH | ResolveFlag::RESOLVE_NO_SYMLINKS | ResolveFlag::RESOLVE_NO_XDEV;
        match openat2(&self.at, name, OpenHow::new().flags(flags).resolve(stay)) {
            // An older kernel does not know it, and some containers forbid it.
            Err(Errno::ENOSYS | Errno::EPERM) => self.open_on_device(name, flags),
            opened => opened,
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn open_within(&self, name: &CStr, flags: OFlag) -> Result<OwnedFd> {
        self.open_on_device(name, flags)
    }

    fn open_on_device(&self, name: &CStr, flags: OFlag) -> Result<OwnedFd> {
        let opened = openat(&self.at, name, flags, Mode::empty())?;
        if fstat(&opened)?.st_dev == fstat(&self.at)?.st_dev { Ok(opened) } else { Err(Errno::EXDEV) }
    }

    /// What is in it. What is made or removed meanwhile may be among them or not.
    pub fn entries(&self) -> Result<Entries> {
        let list = Dir::openat(&self.at, ".", READ, Mode::empty())?;
        Ok(Entries(list.into_iter()))
    }

    pub fn about(&self, name: &CStr) -> Result<About> {
        fstatat(&self.at, name, AtFlags::AT_SYMLINK_NOFOLLOW).map(|about| About::of(&about))
    }

    /// A file in it, to be read.
    pub fn file(&self, name: &CStr) -> Result<File> {
        let flags = OFlag::O_RDONLY | OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC | OFlag::O_NONBLOCK;
        openat(&self.at, name, flags, Mode::empty()).map(File::from)
    }

    /// A new file in it.
    pub fn new_file(&self, name: &CStr, mode: Mode) -> Result<File> {
        let flags = OFlag::O_WRONLY | OFlag::O_CREAT | OFlag::O_EXCL | OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC;
        openat(&self.at, name, flags, mode).map(File::from)
    }

    pub fn new_folder(&self, name: &CStr) -> Result<Self> {
        mkdirat(&self.at, name, Mode::from_bits_truncate(0o777))?;
        self.folder(name, Rights::AsTheyAre)
    }

    pub fn copy_link(&self, name: &CStr, to: &Self, new: &CStr) -> Result<()> {
        let leads = readlinkat(&self.at, name)?;
        symlinkat(leads.as_os_str(), &to.at, new)
    }

    pub fn remove_file(&self, name: &CStr) -> Result<()> {
        unlinkat(&self.at, name, UnlinkatFlags::NoRemoveDir)
    }

    /// Removes an empty folder.
    pub fn remove_folder(&self, name: &CStr) -> Result<()> {
        unlinkat(&self.at, name, UnlinkatFlags::RemoveDir)
    }

    pub fn rename(&self, name: &CStr, to: &Self, new: &CStr) -> Result<()> {
        renameat(&self.at, name, &to.at, new)
    }

    pub fn give(&self, name: &CStr, user: u32) -> Result<()> {
        let (user, group) = (Uid::from_raw(user), Gid::from_raw(user));
        fchownat(&self.at, name, Some(user), Some(group), AtFlags::AT_SYMLINK_NOFOLLOW)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Some(mode) = self.lent {
            let _ = fchmod(&self.at, mode);
        }
    }
}

/// Opens a folder that its owner may not read, with the rights that it had. It is held before its rights are changed:
/// what may have taken its name meanwhile is left as it is.
#[cfg(target_os = "linux")]
fn unlock(
    _parent: BorrowedFd,
    _name: &CStr,
    rights: Rights,
    open: impl Fn(OFlag) -> Result<OwnedFd>,
) -> Result<(OwnedFd, Mode)> {
    use nix::sys::stat::{FchmodatFlags, fchmodat};
    use std::os::fd::AsRawFd;
    let held = open(OFlag::O_PATH | OFlag::O_DIRECTORY | OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC)?;
    let before = mode(&fstat(&held)?);
    let itself = format!("/proc/self/fd/{}", held.as_raw_fd());
    fchmodat(AT_FDCWD, itself.as_str(), before | rights.wanted(), FchmodatFlags::FollowSymlink)
        .map_err(|_| Errno::EACCES)?;
    let at = openat(&held, ".", READ, Mode::empty())?;
    if rights == Rights::Lent {
        // Whoever holds it gives back the difference.
        return Ok((at, before));
    }
    Ok((at, before | rights.wanted()))
}

#[cfg(not(target_os = "linux"))]
fn unlock(
    parent: BorrowedFd,
    name: &CStr,
    rights: Rights,
    open: impl Fn(OFlag) -> Result<OwnedFd>,
) -> Result<(OwnedFd, Mode)> {
    use nix::sys::stat::{FchmodatFlags, fchmodat};
    let before = mode(&fstatat(parent, name, AtFlags::AT_SYMLINK_NOFOLLOW)?);
    fchmodat(parent, name, before | rights.wanted(), FchmodatFlags::NoFollowSymlink).map_err(|_| Errno::EACCES)?;
    Ok((open(READ)?, before))
}

impl About {
    #[allow(clippy::unnecessary_cast, reason = "the types of these numbers differ from one system to another")]
    fn of(about: &FileStat) -> Self {
        Self {
            kind: kind_of(about),
            length: about.st_size as u64,
            taken: (about.st_blocks as u64).saturating_mul(512),
            links: about.st_nlink as u64,
            inode: about.st_ino as u64,
        }
    }
}

fn mode(about: &FileStat) -> Mode {
    Mode::from_bits_truncate(about.st_mode)
}

fn kind_of(about: &FileStat) -> Kind {
    use nix::sys::stat::SFlag;
    let kind = about.st_mode & SFlag::S_IFMT.bits();
    match kind {
        kind if kind == SFlag::S_IFDIR.bits() => Kind::Folder,
        kind if kind == SFlag::S_IFREG.bits() => Kind::File,
        kind if kind == SFlag::S_IFLNK.bits() => Kind::Link,
        _ => Kind::Other,
    }
}

/// A list that is read as it is needed, without `.` and `..`.
pub struct Entries(OwningIter);

impl Iterator for Entries {
    type Item = Result<Entry>;

    fn next(&mut self) -> Option<Self::Item> {
        let is_real = |name: &CStr| !matches!(name.to_bytes(), b"." | b"..");
        let entry = self.0.find(|entry| entry.as_ref().map_or(true, |entry| is_real(entry.file_name())))?;
        Some(entry.map(|entry| {
            let kind = match entry.file_type() {
                Some(Type::Directory) => Kind::Folder,
                Some(Type::File) => Kind::File,
                Some(Type::Symlink) => Kind::Link,
                Some(_) => Kind::Other,
                None => Kind::Unknown,
            };
            Entry { name: entry.file_name().to_owned(), kind }
        }))
    }
}

/// A name as a part of a path.
pub fn shown(name: &CStr) -> &Path {
    Path::new(OsStr::from_bytes(name.to_bytes()))
}
