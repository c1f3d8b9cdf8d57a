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

/// Which browser is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// This one, and no other.
    pub program: Option<PathBuf>,
    /// Somebody is to see its windows.
    pub is_visible: bool,
}

/// The browser that was named, or the first that is there and can do what is wanted.
pub fn find(wanted: &Wanted) -> Result<Program, BrowserError> {
    if cfg!(not(unix)) {
        return Err(BrowserError::NotHere);
    }
    let is_fit = |program: &Program| !(wanted.is_visible && program.is_shell);
    if wanted.is_visible && !has_display() {
        return Err(BrowserError::NoDisplay);
    }
    if let Some(named) = &wanted.program {
        let program = at(named).ok_or_else(|| BrowserError::NoProgram(named.clone()))?;
        return if is_fit(&program) { Ok(program) } else { Err(BrowserError::NoWindow(named.clone())) };
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let home = std::env::home_dir().unwrap_or_default();
    among(&folders, &[PathBuf::from("/"), home], is_fit).ok_or(BrowserError::NotFound)
}

/// Windows and macOS always have one.
fn has_display() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(windows, target_os = "macos")) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

fn among(folders: &[PathBuf], roots: &[PathBuf], is_fit: impl Fn(&Program) -> bool) -> Option<Program> {
    let by_name = NAMES.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    let in_bundles = BUNDLES.iter().flat_map(|bundle| roots.iter().map(move |root| root.join(bundle)));
    by_name.chain(in_bundles).filter_map(|path| at(&path)).find(is_fit)
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
        assert_eq!(among(&folders, &[], |_| true), None);
        let full = made(first.path(), "chromium", 0o755);
        assert_eq!(among(&folders, &[], |_| true), Some(Program { path: full.clone(), is_shell: false }));
        made(first.path(), "chromium-headless-shell", 0o644);
        let shell = made(second.path(), "chrome-headless-shell", 0o755);
        assert_eq!(
            among(&folders, &[], |_| true),
            Some(Program { path: shell, is_shell: true }),
            "the other one cannot be run"
        );
        let with_window = among(&folders, &[], |program| !program.is_shell);
        assert_eq!(with_window, Some(Program { path: full, is_shell: false }), "one that has windows");
    }

    #[test]
    #[cfg(unix)]
    fn a_bundle_is_found_where_no_folder_has_a_browser() {
        let root = tempfile::tempdir().unwrap();
        let chrome = made(root.path(), BUNDLES[0], 0o755);
        let found = among(&[root.path().to_owned()], &[root.path().to_owned()], |_| true);
        assert_eq!(found, Some(Program { path: chrome, is_shell: false }));
    }

    #[test]
    #[cfg(unix)]
    fn what_was_named_is_taken_or_refused_by_its_name() {
        let missing = Path::new("/nowhere/chromium");
        let wanted = Wanted { program: Some(missing.into()), is_visible: false };
        let refused = find(&wanted).unwrap_err();
        assert_eq!(refused, BrowserError::NoProgram(missing.into()));
        assert!(refused.to_string().contains("/nowhere/chromium"));
    }
}
