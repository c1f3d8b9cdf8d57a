use super::files::Folder;
use super::packages::Packages;
use std::path::PathBuf;

/// A way to start a server.
#[derive(Debug, Clone, PartialEq)]
pub struct Start {
    /// The folder that its commands are run in, relative to what was handed in.
    pub folder: PathBuf,
    /// What has to be installed first, as commands of a shell.
    pub install: Vec<String>,
    /// The packages that these commands install, and no others, if all of them are asked for by name.
    pub packages: Option<Packages>,
    /// The command of a shell that starts it; none if a Dockerfile says how.
    pub run: Option<String>,
    /// The port that it says it uses.
    pub port: Option<u16>,
    /// The file that this was found in.
    pub because: String,
    /// Its sources, or its lists of packages, name a Redis.
    pub uses_redis: bool,
}

impl Start {
    /// Commands that are run, and start nothing.
    pub fn of_commands(install: Vec<String>) -> Self {
        let (folder, run) = (PathBuf::from("."), Some(String::new()));
        Self { folder, install, packages: None, run, port: None, because: String::new(), uses_redis: false }
    }
}

impl Folder {
    pub fn start(&self, because: &str, install: Vec<String>, run: impl Into<String>) -> Start {
        Start {
            folder: self.inside.clone(),
            install,
            packages: None,
            run: Some(run.into()),
            port: self.port(),
            because: self.inside.join(because).display().to_string(),
            uses_redis: self.uses_redis(),
        }
    }
}
