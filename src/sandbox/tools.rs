//! Which programs a submission can use: those of the system, and the interpreters on our path, wherever they are. A
//! submission sees no home folder; of one that an interpreter is installed in, it sees the folder of the interpreter
//! only.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The folders of the system, which a submission sees as they are.
const SYSTEM: [&str; 9] = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/opt", "/nix"];

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tools {
    /// The folders that a submission sees beside those of the system.
    pub folders: Vec<PathBuf>,
    /// The folders that programs are looked for in.
    pub path: Vec<PathBuf>,
}

/// Interpreters, and how each is asked where it is installed: what is on the path is often a script that looks for the
/// interpreter in a home folder.
const ASKED: [(&str, &[&str]); 4] = [
    ("python3", &["-c", "import sys; print(sys.base_prefix)"]),
    ("node", &["-p", "require('path').dirname(require('path').dirname(process.execPath))"]),
    ("go", &["env", "GOROOT"]),
    ("php", &["-r", "echo dirname(PHP_BINDIR);"]),
];

impl Tools {
    pub fn find(visible: &[PathBuf]) -> Self {
        let mut path = Vec::new();
        let mut folders: BTreeSet<PathBuf> = visible.iter().cloned().collect();
        for (program, args) in ASKED {
            let Some(prefix) = ask(program, args) else { continue };
            let bin = prefix.join("bin");
            if bin.is_dir() && !path.contains(&bin) {
                path.push(bin);
            }
            if !of_system(&prefix) {
                folders.insert(prefix);
            }
        }
        path.extend(visible.iter().flat_map(|folder| [folder.join("bin"), folder.clone()]).filter(|dir| dir.is_dir()));
        let ours = std::env::var_os("PATH").unwrap_or_default();
        path.extend(std::env::split_paths(&ours).filter(|dir| of_system(dir) && dir.is_dir()));
        path.extend(["/usr/local/bin", "/usr/bin", "/bin"].map(PathBuf::from));
        let mut seen = BTreeSet::new();
        path.retain(|dir| seen.insert(dir.clone()));
        Self { folders: folders.into_iter().collect(), path }
    }

    /// Which Python and which Node there are.
    pub fn versions(&self) -> String {
        let version = |program: &str| {
            let asked = Command::new(self.program(program)?).arg("--version").stdin(Stdio::null()).output().ok()?;
            String::from_utf8(asked.stdout).ok()
        };
        ["python3", "node"].into_iter().filter_map(version).collect()
    }

    /// A program on the path.
    pub fn program(&self, name: &str) -> Option<PathBuf> {
        self.path.iter().map(|dir| dir.join(name)).find(|program| program.is_file())
    }

    /// The folders of the system: real ones, and those that are links to others.
    pub fn system() -> impl Iterator<Item = (PathBuf, Option<PathBuf>)> {
        let there = SYSTEM.iter().map(PathBuf::from).filter(|path| path.symlink_metadata().is_ok());
        there.map(|path| {
            let link = std::fs::read_link(&path).ok();
            (path, link)
        })
    }
}

fn of_system(path: &Path) -> bool {
    SYSTEM.iter().any(|system| path.starts_with(system))
}

fn ask(program: &str, args: &[&str]) -> Option<PathBuf> {
    let asked = Command::new(program).args(args).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let said = String::from_utf8(asked.stdout).ok()?;
    let path = PathBuf::from(said.trim());
    (asked.status.success() && path.is_absolute() && path != Path::new("/")).then_some(path)
}
