//! How a folder that was handed in is started: what its `lab.toml` says, or what its files show.

mod files;
mod lab_toml;
mod node;
mod others;
mod packages;
mod python;
mod start;

pub use files::holds;
pub use lab_toml::BadLabToml;
pub use packages::{FETCHED, Packages};
pub use start::Start;

use files::Folder;
use std::path::Path;

/// The port that a server is told to use, in `PORT`; the lab text uses it too.
pub const PORT: u16 = 5000;
/// The ports that servers use if they do not follow `PORT`, the most usual first.
pub const USUAL: [u16; 10] = [PORT, 3000, 8080, 8000, 8888, 4000, 3001, 5001, 8081, 1337];

/// Folders deeper than this are not looked into.
const DEPTH: usize = 3;
/// No more ways than these are tried.
const MOST: usize = 4;

/// The ways to start what is in this folder, the most likely first. None if nothing is recognised.
///
/// The shallowest folder goes first. If any of them has a `lab.toml`, that is the only way.
pub fn find(root: &Path) -> Result<Vec<Start>, BadLabToml> {
    let mut found = Vec::new();
    for folder in files::folders(root, DEPTH) {
        if let Some(told) = lab_toml::read(&folder)? {
            return Ok(vec![told]);
        }
        let ways = [node::find(&folder), python::find(&folder)].into_iter().flatten().chain(others::find(&folder));
        found.extend(ways.chain(dockerfile(&folder)));
    }
    found.truncate(MOST);
    Ok(found)
}

/// The way to start that an instructor gives. What its lists of packages ask for is installed all the same.
pub fn told(root: &Path, command: &str, port: Option<u16>) -> Start {
    let folder = files::folders(root, 0).remove(0);
    let (install, packages) = lab_toml::needs(&folder);
    Start { port, packages, because: String::new(), ..folder.start("", install, command) }
}

fn dockerfile(folder: &Folder) -> Option<Start> {
    let file = folder.first(&["Dockerfile", "Containerfile"])?;
    let exposed = regex::Regex::new(r"(?mi)^\s*EXPOSE\s+(\d+)").expect("a pattern");
    let port = exposed.captures(&folder.text(file)).and_then(|said| said[1].parse().ok());
    let start = folder.start(file, vec![], "");
    Some(Start { run: None, port: port.or(start.port), ..start })
}

#[cfg(test)]
mod tests;
