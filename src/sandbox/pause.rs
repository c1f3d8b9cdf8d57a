//! The process that Podman leaves for an ordinary user, to hold a name space of users open. If it was not there before us, it
//! does not stay after us.

use std::path::{Path, PathBuf};

/// It ends with this value, if it began after it.
#[derive(Debug, PartialEq, Eq)]
pub struct Pause {
    files: Vec<PathBuf>,
    before: Option<i32>,
}

impl Pause {
    /// Made before Podman is asked anything. `root`: we are root, for whom Podman leaves none.
    pub fn before(root: bool) -> Self {
        let files = if root { vec![] } else { files() };
        let before = process(&files);
        Self { files, before }
    }
}

impl Drop for Pause {
    fn drop(&mut self) {
        let Some(left) = process(&self.files).filter(|left| Some(*left) != self.before) else { return };
        #[cfg(unix)]
        let _ = nix::sys::signal::kill(nix::unistd::Pid::from_raw(left), nix::sys::signal::Signal::SIGKILL);
        #[cfg(not(unix))]
        let _ = left;
    }
}

/// Where Podman writes down which process that is: the first that it can have.
fn files() -> Vec<PathBuf> {
    #[cfg(unix)]
    let user = nix::unistd::getuid();
    #[cfg(not(unix))]
    let user = 0;
    let told = std::env::var_os("XDG_RUNTIME_DIR").filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let usual = [format!("/run/user/{user}"), format!("/tmp/podman-run-{user}")].map(PathBuf::from);
    told.into_iter().chain(usual).map(|folder| folder.join("libpod/tmp/pause.pid")).collect()
}

/// The process that is written down, if it still is what it was.
fn process(files: &[PathBuf]) -> Option<i32> {
    files.iter().find_map(|file| {
        let pid: i32 = std::fs::read_to_string(file).ok()?.trim().parse().ok()?;
        let name = std::fs::read_to_string(Path::new("/proc").join(pid.to_string()).join("comm")).ok()?;
        ["podman", "catatonit"].iter().any(|one| name.starts_with(one)).then_some(pid)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_that_is_no_longer_podmans_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("pause.pid");
        std::fs::write(&file, format!("{}\n", std::process::id())).unwrap();
        assert_eq!(process(std::slice::from_ref(&file)), None, "the number is that of this test by now");
        std::fs::write(&file, "no number").unwrap();
        assert_eq!(process(&[file, folder.path().join("none")]), None);
    }
}
