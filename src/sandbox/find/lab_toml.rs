//! `lab.toml`: how a submission is started, as its student or an instructor says it.

use super::files::Folder;
use super::packages::Packages;
use super::start::Start;
use super::{node, python};
use serde::Deserialize;

const NAME: &str = "lab.toml";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LabToml {
    /// The command that starts the server, for a shell.
    start: String,
    /// Commands that install what it needs, run before it with a network.
    #[serde(default)]
    install: OneOrMany,
    port: Option<u16>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    #[default]
    None,
    One(String),
    Many(Vec<String>),
}

/// A `lab.toml` that cannot be read as one.
#[derive(Debug, Clone, PartialEq)]
pub struct BadLabToml {
    pub file: String,
    pub why: String,
}

pub fn read(folder: &Folder) -> Result<Option<Start>, BadLabToml> {
    if !folder.has(NAME) {
        return Ok(None);
    }
    let text = folder.text(NAME);
    let bad = |why: String| BadLabToml { file: folder.inside.join(NAME).display().to_string(), why };
    let told: LabToml = toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
        bad(format!("line {line}: {}", error.message()))
    })?;
    if told.start.trim().is_empty() {
        return Err(bad("start is empty".into()));
    }
    let (install, packages) = match told.install {
        OneOrMany::None => needs(folder),
        OneOrMany::One(command) => (vec![command], None),
        OneOrMany::Many(commands) => (commands, None),
    };
    let port = told.port.or_else(|| folder.port());
    Ok(Some(Start { port, packages, ..folder.start(NAME, install, told.start) }))
}

/// The commands that install what the lists of packages in this folder ask for: they are run also if only the start is
/// told.
pub fn needs(folder: &Folder) -> (Vec<String>, Option<Packages>) {
    let node = if folder.has("package.json") { node::install(folder) } else { Default::default() };
    let python = folder.first(&["requirements.txt"]).map(|list| python::install(folder, list)).unwrap_or_default();
    let packages = if node.0.is_empty() { python.1 } else { node.1.filter(|_| python.0.is_empty()) };
    ([node.0, python.0].concat(), packages)
}
