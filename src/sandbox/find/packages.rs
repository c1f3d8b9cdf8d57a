//! Packages that are asked for by their names: they can be fetched once, without running anything of a submission, for all
//! that ask for the same.

use super::files::{Folder, word};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manager {
    Pip,
    Npm,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Packages {
    manager: Manager,
    /// The files that say which, and nothing else of the submission.
    lists: Vec<String>,
    /// What the package manager is told.
    words: String,
}

/// Where what was fetched lies before it is kept, in the home of whoever fetches.
pub const FETCHED: &str = "packages";

impl Packages {
    pub fn of_list(list: &str) -> Self {
        Self { manager: Manager::Pip, lists: vec![list.into()], words: format!("-r {}", word(list)) }
    }

    pub fn named(manager: Manager, names: &[&str]) -> Self {
        Self { manager, lists: vec![], words: names.join(" ") }
    }

    /// Those of a `package.json`, and of its lock file.
    pub fn of_node(folder: &Folder, files: &[&str]) -> Self {
        let lists = files.iter().filter(|name| folder.has(name)).map(|name| (*name).to_owned()).collect();
        Self { manager: Manager::Npm, lists, words: String::new() }
    }

    /// The lists, within the folder of the submission.
    pub fn lists<'a>(&'a self, folder: &'a Path) -> impl Iterator<Item = (&'a str, PathBuf)> {
        self.lists.iter().map(|name| (name.as_str(), folder.join(name)))
    }

    /// The same for all that ask for the same packages in the same words, on a machine with these programs.
    pub fn key(&self, folder: &Path, programs: &str) -> std::io::Result<String> {
        let mut digest = Sha256::new();
        for part in [&format!("{:?}", self.manager), programs, &self.words] {
            digest.update(part.len().to_le_bytes());
            digest.update(part);
        }
        for (name, path) in self.lists(folder) {
            let text = std::fs::read(path)?;
            digest.update([name.len(), text.len()].map(usize::to_le_bytes).concat());
            digest.update(name);
            digest.update(text);
        }
        Ok(digest.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect())
    }

    /// The command that fetches them into [`FETCHED`], where only the lists are. It runs no script of any package.
    pub fn fetch(&self) -> String {
        let words = &self.words;
        match self.manager {
            Manager::Pip => format!(
                "python -m pip download --disable-pip-version-check --no-input --only-binary :all: \
                 --dest \"$HOME/{FETCHED}\" {words}"
            ),
            Manager::Npm => {
                let options =
                    format!("--ignore-scripts --no-audit --no-fund --no-update-notifier --cache \"$HOME/{FETCHED}\"");
                if self.lists.len() > 1 {
                    format!("npm ci {options} || npm install {options}")
                } else {
                    format!("npm install {options} {words}")
                }
            }
        }
    }

    /// What goes before a command that installs them, so that it takes them from the folder where they are kept, and from
    /// nowhere else.
    pub fn taken_from(&self, kept: &str) -> String {
        match self.manager {
            Manager::Pip => format!("export PIP_NO_INDEX=1 PIP_FIND_LINKS={kept}; "),
            // It writes into its cache too.
            Manager::Npm => format!(
                "[ -e \"$HOME/.npm\" ] || cp -r {kept} \"$HOME/.npm\"; \
                 export npm_config_offline=true npm_config_cache=\"$HOME/.npm\"; "
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_list_has_the_same_key_and_another_has_another() {
        let [one, two] = [(); 2].map(|()| tempfile::tempdir().unwrap());
        let write = |folder: &tempfile::TempDir, text: &str| {
            std::fs::write(folder.path().join("requirements.txt"), text).unwrap();
        };
        let key = |folder: &tempfile::TempDir, programs: &str| {
            Packages::of_list("requirements.txt").key(folder.path(), programs).unwrap()
        };
        write(&one, "flask==3.1\n");
        write(&two, "flask==3.1\n");
        assert_eq!(key(&one, "3.11"), key(&two, "3.11"));
        assert_ne!(key(&one, "3.11"), key(&one, "3.12"), "what is fetched is for one Python");
        write(&two, "flask==3.0\n");
        assert_ne!(key(&one, "3.11"), key(&two, "3.11"));
        let named = |names: &[&str]| Packages::named(Manager::Pip, names).key(one.path(), "").unwrap();
        assert_ne!(named(&["flask"]), named(&["fastapi"]));
    }
}
