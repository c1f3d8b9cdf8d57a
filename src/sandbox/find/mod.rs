//! How a folder that was handed in is started: what its `lab.toml` says, or what its files show.

mod files;
mod node;
mod others;
mod own;
mod python;

pub use own::BadOwn;

use files::Folder;
use std::path::{Path, PathBuf};

/// The port that a server is told to use, in `PORT`; the lab text uses it too.
pub const PORT: u16 = 5000;
/// Ports that servers use where they follow nobody.
pub const USUAL: [u16; 10] = [PORT, 3000, 8080, 8000, 8888, 4000, 3001, 5001, 8081, 1337];

/// A way to start a server.
#[derive(Debug, Clone, PartialEq)]
pub struct Start {
    /// Where its commands are run, relative to the folder that was handed in.
    pub folder: PathBuf,
    /// What has to be installed first, as commands of a shell.
    pub install: Vec<String>,
    /// The command of a shell that starts it; none where a Dockerfile says how.
    pub run: Option<String>,
    /// Where it says which port it uses.
    pub port: Option<u16>,
    /// The file that this was found in.
    pub because: String,
}

/// Folders deeper than this are not looked into.
const DEPTH: usize = 3;
/// No more ways than these are tried.
const MOST: usize = 4;

/// The ways to start what is in this folder, the most likely first. None where nothing is recognised.
///
/// The shallowest folder goes first, and there what a student says themselves. The same folder is not started twice
/// in two languages where one of them has a list of what it needs.
pub fn find(root: &Path) -> Result<Vec<Start>, BadOwn> {
    let mut found = Vec::new();
    for folder in files::folders(root, DEPTH) {
        if let Some(own) = own::read(&folder)? {
            return Ok(vec![own]);
        }
        let ways = [node::find(&folder), python::find(&folder)].into_iter().flatten().chain(others::find(&folder));
        let ways = ways.chain(dockerfile(&folder));
        found.extend(ways);
    }
    found.truncate(MOST);
    Ok(found)
}

/// A start that an instructor tells. What its lists of packages ask for is installed all the same.
pub fn told(root: &Path, command: &str, port: Option<u16>) -> Start {
    let folder = files::folders(root, 0).remove(0);
    Start { port, because: String::new(), ..folder.start("", own::needs(&folder), command) }
}

fn dockerfile(folder: &Folder) -> Option<Start> {
    let file = folder.first(&["Dockerfile", "Containerfile"])?;
    let exposed = regex::Regex::new(r"(?mi)^\s*EXPOSE\s+(\d+)").expect("a pattern");
    let port = exposed.captures(&folder.text(file)).and_then(|said| said[1].parse().ok());
    let start = folder.start(file, vec![], "");
    Some(Start { run: None, port: port.or(start.port), ..start })
}

impl Folder {
    fn start(&self, because: &str, install: Vec<String>, run: impl Into<String>) -> Start {
        Start {
            folder: self.inside.clone(),
            install,
            run: Some(run.into()),
            port: self.port(),
            because: self.inside.join(because).display().to_string(),
        }
    }
}

/// A name as one word of a shell.
fn word(name: &str) -> String {
    shell_words::quote(name).into_owned()
}

#[cfg(test)]
mod tests;
