//! The name spaces of Linux: which one a process is in, and those of a submission, to be entered.

use std::fs::File;
use std::path::PathBuf;

/// The name spaces of a submission. They are held open: once the last process in one has gone, its number is given to
/// the next that is made, which may be that of another submission.
pub struct Namespaces {
    /// The first process within, by its id outside.
    first: i32,
    /// The number of the name space of its process ids.
    pub number: u64,
    _processes: File,
    network: File,
    users: File,
}

impl Namespaces {
    /// Those of a process that is the first in its own.
    #[cfg(target_os = "linux")]
    pub fn of(first: i32) -> Option<Self> {
        use std::os::linux::fs::MetadataExt;
        let open = |name: &str| File::open(format!("/proc/{first}/ns/{name}")).ok();
        let processes = open("pid")?;
        let number = processes.metadata().ok()?.st_ino();
        Some(Self { first, number, _processes: processes, network: open("net")?, users: open("user")? })
    }

    #[cfg(not(target_os = "linux"))]
    pub fn of(_first: i32) -> Option<Self> {
        None
    }

    /// Whether the first process has ended, and all others with it.
    pub fn have_ended(&self) -> bool {
        number_of(self.first) != Some(self.number)
    }

    pub fn network(&self) -> PathBuf {
        path_of(&self.network)
    }

    pub fn users(&self) -> PathBuf {
        path_of(&self.users)
    }
}

/// The number of the name space of the process ids that a process is in.
pub fn number_of(pid: i32) -> Option<u64> {
    let link = std::fs::read_link(format!("/proc/{pid}/ns/pid")).ok()?;
    link.to_str()?.strip_prefix("pid:[")?.strip_suffix(']')?.parse().ok()
}

/// The same of this process.
pub fn own_number() -> Option<u64> {
    number_of(std::process::id().cast_signed())
}

/// The path by which our children can open a file that we hold.
fn path_of(file: &File) -> PathBuf {
    #[cfg(unix)]
    let number = std::os::fd::AsRawFd::as_raw_fd(file);
    #[cfg(not(unix))]
    let number = {
        let _ = file;
        0
    };
    PathBuf::from(format!("/proc/{}/fd/{number}", std::process::id()))
}
