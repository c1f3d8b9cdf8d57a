//! The first moments of a process that runs what a submission says: all that it could inherit from us is taken away.
//!
//! `lab launch` does this as a process of its own, and becomes the command then. Descriptors need no care here: `lab`
//! closes to its children all but 0, 1 and 2 when it begins.

use std::io::Error;
use std::path::PathBuf;
use std::process::Command;

/// Where a command is to run, and as what.
pub struct Launch<'a> {
    /// Files of control groups: this process is in a group once it has written its id to one.
    pub doors: &'a [PathBuf],
    /// The command is bubblewrap, which is given a filter for the system calls of what it runs.
    pub filtered: bool,
    pub words: &'a [String],
}

impl Launch<'_> {
    /// Becomes the command. It returns only if that cannot be done.
    #[cfg(unix)]
    pub fn begin(&self) -> Error {
        use std::os::unix::process::CommandExt;
        match self.command() {
            Ok(mut command) => command.exec(),
            Err(error) => error,
        }
    }

    #[cfg(not(unix))]
    pub fn begin(&self) -> Error {
        Error::other("submissions are started on Linux only")
    }

    fn command(&self) -> Result<Command, Error> {
        let (program, args) = self.words.split_first().ok_or_else(|| Error::other("there is no command"))?;
        for door in self.doors {
            std::fs::write(door, std::process::id().to_string())?;
        }
        leave_keyring()?;
        let mut command = Command::new(program);
        if self.filtered {
            command.args(filter()?);
        }
        command.args(args);
        Ok(command)
    }
}

/// The keys of our session are those of our user: a submission gets a session with none.
#[cfg(target_os = "linux")]
fn leave_keyring() -> Result<(), Error> {
    match keyutils::Keyring::join_anonymous_session() {
        Ok(_) => Ok(()),
        // The kernel has no keys, or whoever runs us lets nobody ask for any.
        Err(errno) => match nix::errno::Errno::from_raw(errno.0) {
            nix::errno::Errno::ENOSYS | nix::errno::Errno::EPERM => Ok(()),
            other => Err(other.into()),
        },
    }
}

#[cfg(not(target_os = "linux"))]
fn leave_keyring() -> Result<(), Error> {
    Ok(())
}

/// The words by which bubblewrap takes the filter from a descriptor, which it inherits from us.
#[cfg(target_os = "linux")]
fn filter() -> Result<Vec<String>, Error> {
    use nix::sys::memfd::{MFdFlags, memfd_create};
    use std::io::{Seek, SeekFrom, Write};
    use std::os::fd::IntoRawFd;
    let Some(program) = super::system_calls::filter() else { return Ok(vec![]) };
    let mut file = std::fs::File::from(memfd_create("filter", MFdFlags::empty())?);
    file.write_all(&program)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(vec!["--seccomp".into(), file.into_raw_fd().to_string()])
}

#[cfg(not(target_os = "linux"))]
fn filter() -> Result<Vec<String>, Error> {
    Ok(vec![])
}
