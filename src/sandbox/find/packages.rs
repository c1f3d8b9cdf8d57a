//! Packages that are asked for by their names: they can be fetched once, without running anything of a submission, for all
//! that ask for the same.

use super::files::{Folder, word};
use regex::Regex;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

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

/// No list of a student is as long, in bytes.
const LONGEST: usize = 64 << 10;

/// Where what was fetched lies before it is kept, in the home of whoever fetches.
pub const FETCHED: &str = "packages";

impl Packages {
    /// None if the list says more than names and versions: an option, an address or a path makes pip run what is there.
    pub fn of_list(folder: &Folder, list: &str) -> Option<Self> {
        is_plain(&folder.text(list)).then(|| Self {
            manager: Manager::Pip,
            lists: vec![list.into()],
            words: format!("-r {}", word(list)),
        })
    }

    pub fn named(manager: Manager, names: &[&str]) -> Self {
        Self { manager, lists: vec![], words: names.join(" ") }
    }

    /// Those of a `package.json`, and of its lock file. None if any of them comes from elsewhere than the registry.
    pub fn of_node(folder: &Folder, files: &[&str]) -> Option<Self> {
        let lists: Vec<String> = files.iter().filter(|name| folder.has(name)).map(|name| (*name).to_owned()).collect();
        let plain = lists.iter().all(|list| {
            let read: Result<Value, _> = serde_json::from_str(&folder.text(list));
            read.is_ok_and(|list| is_of_registry(&list))
        });
        plain.then(|| Self { manager: Manager::Npm, lists, words: String::new() })
    }

    /// The lists, within the folder of the submission.
    pub fn lists<'a>(&'a self, folder: &'a Path) -> impl Iterator<Item = (&'a str, PathBuf)> {
        self.lists.iter().map(|name| (name.as_str(), folder.join(name)))
    }

    /// Whether they are any at all: a list may hold comments only.
    pub fn are_any(&self, folder: &Path) -> bool {
        let says = |line: &str| !line.trim_start().is_empty() && !line.trim_start().starts_with('#');
        let list = |path: PathBuf| std::fs::read_to_string(path).is_ok_and(|list| list.lines().any(says));
        self.lists.is_empty() || self.lists(folder).any(|(_, path)| list(path))
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

/// Whether pip reads it as we do, and it asks for nothing but names and versions.
fn is_plain(list: &str) -> bool {
    // Python ends a line at more characters than we do, and reads a file in the encoding that it names.
    let text = list.replace("\r\n", "\n");
    let is_odd =
        |c: char| c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}');
    // Of a longer one the end is not read here.
    list.len() < LONGEST && !text.contains(is_odd) && !text.contains("coding") && text.lines().all(is_requirement)
}

/// A name and the versions that will do, or nothing.
fn is_requirement(line: &str) -> bool {
    static REQUIREMENT: LazyLock<Regex> = LazyLock::new(|| {
        let name = r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?(?:\s*\[[A-Za-z0-9._, -]*\])?";
        let versions = r"(?:\s*\(?(?:===|[<>=!~]=|[<>])\s*[A-Za-z0-9.*+!_-]+\)?\s*,?)*";
        let marker = r#"(?:;[A-Za-z0-9_.,<>=!~'"() -]*)?"#;
        Regex::new(&format!(r"^\s*(?:{name}{versions}\s*{marker})?\s*(?:#.*)?$")).expect("a pattern")
    });
    REQUIREMENT.is_match(line)
}

/// Whether all that a `package.json` or its lock file asks for is asked for by its version, from the usual registry.
fn is_of_registry(list: &Value) -> bool {
    match list {
        Value::Object(fields) => fields.iter().all(|(name, value)| match (name.as_str(), value) {
            ("resolved", Value::String(from)) => from.starts_with("https://registry.npmjs.org/"),
            ("link" | "workspaces" | "overrides" | "bundledDependencies" | "bundleDependencies", _) => false,
            (name, Value::Object(wanted)) if name.to_lowercase().ends_with("dependencies") => {
                wanted.values().all(|version| match version {
                    Value::String(version) => !version.contains([':', '/', '\\']),
                    // A lock file of the first kind has more there.
                    other => is_of_registry(other),
                })
            }
            (_, value) => is_of_registry(value),
        }),
        Value::Array(values) => values.iter().all(is_of_registry),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::find::files;

    /// Any of these would run what a student likes where packages are fetched for all.
    #[test]
    fn a_list_that_says_more_than_names_and_versions_is_not_fetched() {
        let good = [
            "",
            "  # why",
            "flask",
            "Flask==3.1.0",
            "flask >= 3, < 4  # new",
            "uvicorn[standard]~=0.30",
            "six ; python_version < '3.9'",
            "zope.interface",
            "a===1.0+local",
            "b!=1.*",
        ];
        for line in good {
            assert!(is_requirement(line), "{line:?}");
        }
        let bad = [
            "http://203.0.113.5/evil-1.0.tar.gz",
            "evil @ http://203.0.113.5/e.whl",
            "-e .",
            "-r other.txt",
            "-c c.txt",
            "--index-url http://203.0.113.5/",
            "--no-binary :all:",
            "./here",
            "here/",
            "../x.whl",
            "git+https://x/y",
            "file:///etc",
            "flask \\",
            "a b",
            "/app",
            ".",
            "flask --hash=sha256:00",
            "$HOME",
        ];
        for line in bad {
            assert!(!is_requirement(line), "{line:?}");
        }
        let whole = ["flask\r\n# é\r\n\tuvicorn\n", ""];
        assert!(whole.iter().all(|list| is_plain(list)));
        let odd = [
            "flask # \u{c}http://203.0.113.5/x",
            "flask # \rhttp://x",
            "a # \u{2028}-e .",
            "# -*- coding: utf-7 -*-\na==1+AAo-b",
            "\u{feff}a",
            "a # \u{85}b",
        ];
        assert!(odd.iter().all(|list| !is_plain(list)) && !is_plain(&"a\n".repeat(40_000)));
    }

    #[test]
    fn a_package_from_elsewhere_than_the_registry_is_not_fetched() {
        let is = |text: &str| is_of_registry(&serde_json::from_str(text).unwrap());
        assert!(is(r#"{"dependencies": {"express": "^4 || >=5"}, "scripts": {"start": "node x.js"}}"#));
        assert!(is(r#"{"packages": {"node_modules/a": {"resolved": "https://registry.npmjs.org/a/-/a-1.tgz"}}}"#));
        for other in ["git+ssh://x/y", "file:../x", "student/evil", "http://203.0.113.5/x.tgz", "npm:a@1", "link:x"] {
            assert!(!is(&format!(r#"{{"devDependencies": {{"a": "{other}"}}}}"#)), "{other}");
            assert!(!is(&format!(r#"{{"packages": {{"": {{"dependencies": {{"a": "{other}"}}}}}}}}"#)), "{other}");
        }
        assert!(!is(r#"{"dependencies": {"a": {"version": "1", "resolved": "http://203.0.113.5/a.tgz"}}}"#));
        assert!(!is(r#"{"workspaces": ["x"]}"#) && !is(r#"{"overrides": {"a": "file:x"}}"#));
    }

    #[test]
    fn the_same_list_has_the_same_key_and_another_has_another() {
        let [one, two] = [(); 2].map(|()| tempfile::tempdir().unwrap());
        let write = |folder: &tempfile::TempDir, text: &str| {
            std::fs::write(folder.path().join("requirements.txt"), text).unwrap();
        };
        let key = |folder: &tempfile::TempDir, programs: &str| {
            let folder = files::folders(folder.path(), 0).remove(0);
            Packages::of_list(&folder, "requirements.txt").unwrap().key(&folder.path, programs).unwrap()
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
