//! A command as it is written on one line, taken apart.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Its words, and the program among them as this system starts it.
pub fn words(command: &str) -> Result<Vec<String>, shell_words::ParseError> {
    let mut words = split(command, cfg!(windows))?;
    if cfg!(windows)
        && let Some(first) = words.first_mut()
        && let Some(path) = std::env::var_os("PATH")
        && let Some(script) = script(first, &path)
    {
        *first = script.to_string_lossy().into_owned();
    }
    Ok(words)
}

/// A backslash is a letter of a path on Windows, and quotes are those of all shells.
fn split(command: &str, windows: bool) -> Result<Vec<String>, shell_words::ParseError> {
    if windows { shell_words::split(&command.replace('\\', r"\\")) } else { shell_words::split(command) }
}

/// What `npm` or `flask` is on Windows: a script beside programs, which only a shell would find by this name.
fn script(program: &str, path: &OsStr) -> Option<PathBuf> {
    let is_name = Path::new(program).components().count() == 1 && Path::new(program).extension().is_none();
    let ends = ["exe", "cmd", "bat"];
    let mut all =
        std::env::split_paths(path).flat_map(|folder| ends.map(|end| folder.join(program).with_extension(end)));
    // Programs are found by the system itself.
    if is_name { all.find(|file| file.is_file()).filter(|file| file.extension() != Some("exe".as_ref())) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backslash_is_a_letter_of_a_path_on_windows_only() {
        let command = r#""C:\Program Files\nodejs\node.exe" src\app.js 'a b'"#;
        let windows = split(command, true).expect("whole words");
        assert_eq!(windows, [r"C:\Program Files\nodejs\node.exe", r"src\app.js", "a b"]);
        assert_eq!(split(r"node a\ b.js", false).expect("whole words"), ["node", "a b.js"]);
        assert!(split("node 'a", true).is_err());
    }

    #[test]
    fn a_script_is_found_by_its_name() {
        let (first, second) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let path = std::env::join_paths([first.path(), second.path()]).expect("a path");
        let npm = second.path().join("npm.cmd");
        std::fs::write(&npm, "").expect("a script");
        std::fs::write(second.path().join("node.exe"), "").expect("a program");
        std::fs::write(second.path().join("node.cmd"), "").expect("a script");
        assert_eq!(script("npm", &path), Some(npm));
        for other in ["node", "npx", "npm.exe", r"./npm"] {
            assert_eq!(script(other, &path), None, "{other}");
        }
    }
}
