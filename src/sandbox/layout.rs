//! Where the files of a submission are: on this machine, and as the submission sees them once it is kept apart.

use std::path::{Path, PathBuf};

/// The folders as a submission sees them.
pub const APP: &str = "/app";
pub const HOME: &str = "/home/student";
pub const HANDED_IN: &str = "/submission";
pub const PACKAGES: &str = "/packages";

/// The folders of a workspace on this machine, and what tells one workspace from another.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The number of the workspace, from 0.
    pub number: u32,
    pub app: PathBuf,
    pub home: PathBuf,
    /// What was handed in, if that is a folder.
    pub handed_in: Option<PathBuf>,
    /// A file that says who resolves names where there is a way out, and where those within look for it.
    pub resolver: Option<(PathBuf, PathBuf)>,
    /// What was fetched for a command, which can read it.
    pub packages: Option<PathBuf>,
    /// The mark of all processes of this submission: those without a name space of their own are known by nothing else.
    pub mark: String,
}

impl Layout {
    /// The folder of the workspace, which holds `app` and `home`.
    pub fn folder(&self) -> &Path {
        self.app.parent().unwrap_or(&self.app)
    }
}

/// A path as a word of a command line.
pub fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
