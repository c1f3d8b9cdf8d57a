//! Which program is the browser.

use super::BrowserError;
use std::path::{Path, PathBuf};

/// A browser that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    pub path: PathBuf,
    /// It is made for being driven, never shows a window, and takes half of the memory.
    pub is_shell: bool,
}

/// The names of those that can be driven, the lightest first.
const NAMES: [&str; 12] = [
    "chromium-headless-shell",
    "chrome-headless-shell",
    "headless_shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "google-chrome-beta",
    "microsoft-edge",
    "microsoft-edge-stable",
    "brave-browser",
    "brave",
];

/// Where they are if no folder of `PATH` has them, below the folder of the system's programs or the user's own.
const BUNDLES: [&str; 4] = [
    "Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "Applications/Chromium.app/Contents/MacOS/Chromium",
    "Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Applications/Brave Browser.app/Contents/MacOS/Brave Browser",
];

/// The browser that was named, or the first that is there.
pub fn find(named: Option<&Path>) -> Result<Program, BrowserError> {
    if let Some(named) = named {
        return at(named).ok_or_else(|| BrowserError::NoProgram(named.to_owned()));
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let home = std::env::home_dir().unwrap_or_default();
    among(&folders, &[PathBuf::from("/"), home]).ok_or(BrowserError::NotFound)
}

fn among(folders: &[PathBuf], roots: &[PathBuf]) -> Option<Program> {
    let by_name = NAMES.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    let in_bundles = BUNDLES.iter().flat_map(|bundle| roots.iter().map(move |root| root.join(bundle)));
    by_name.chain(in_bundles).find_map(|path| at(&path))
}

fn at(path: &Path) -> Option<Program> {
    let about = path.metadata().ok()?;
    #[cfg(unix)]
    let can_run = std::os::unix::fs::PermissionsExt::mode(&about.permissions()) & 0o111 != 0;
    #[cfg(not(unix))]
    let can_run = true;
    let name = path.file_name()?.to_string_lossy().replace('_', "-");
    (about.is_file() && can_run).then(|| Program { path: path.to_owned(), is_shell: name.contains("headless-shell") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    fn made(folder: &Path, name: &str, mode: u32) -> PathBuf {
        use std::os::unix::fs::PermissionsExt;
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, "").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        path
    }

    #[test]
    #[cfg(unix)]
    fn the_lightest_is_taken_wherever_it_is() {
        let [first, second] = [(); 2].map(|()| tempfile::tempdir().unwrap());
        let folders = [first.path().to_owned(), second.path().to_owned()];
        assert_eq!(among(&folders, &[]), None);
        let full = made(first.path(), "chromium", 0o755);
        assert_eq!(among(&folders, &[]), Some(Program { path: full, is_shell: false }));
        made(first.path(), "chromium-headless-shell", 0o644);
        let shell = made(second.path(), "chrome-headless-shell", 0o755);
        assert_eq!(among(&folders, &[]), Some(Program { path: shell, is_shell: true }), "the other one cannot be run");
    }

    #[test]
    #[cfg(unix)]
    fn a_bundle_is_found_where_no_folder_has_a_browser() {
        let root = tempfile::tempdir().unwrap();
        let chrome = made(root.path(), BUNDLES[0], 0o755);
        let found = among(&[root.path().to_owned()], &[root.path().to_owned()]);
        assert_eq!(found, Some(Program { path: chrome, is_shell: false }));
    }

    #[test]
    fn what_was_named_is_taken_or_refused_by_its_name() {
        let missing = Path::new("/nowhere/chromium");
        let refused = find(Some(missing)).unwrap_err();
        assert_eq!(refused, BrowserError::NoProgram(missing.into()));
        assert!(refused.to_string().contains("/nowhere/chromium"));
    }
}
