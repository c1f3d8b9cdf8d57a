//! Where a roster file says that a submission is.

use super::folder;
use super::model::Source;
use std::path::{Component, Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// The source that a path in a roster file leads to, seen from that file. A path that leads nowhere is a submission
/// that was not handed in.
pub fn of_path(roster: &Path, path: &str, notes: &mut Vec<String>) -> Result<Source, String> {
    let here = roster.parent().unwrap_or(Path::new(""));
    let path = on_disk(here, path);
    if leads_away(here, &path) {
        let why = "goes through a link that leads elsewhere, and what was handed in may be a link";
        return Err(format!("{} {why}; write the path that it leads to, if that is meant", path.display()));
    }
    if path.is_dir() {
        let (source, note) = folder::inside(path);
        notes.extend(note);
        return Ok(source);
    }
    if !path.exists() {
        notes.push(format!("{}: there is no such file or folder; taken as not handed in", path.display()));
        return Ok(Source::Nothing);
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if crate::class::archive::stem(&name).is_none() {
        return Err(format!("{} is neither a folder nor an archive", path.display()));
    }
    Ok(Source::Archive(path))
}

/// A path as it is spelled on the disk: a name that macOS wrote has its accents apart, and in a roster it has not.
fn on_disk(here: &Path, path: &str) -> PathBuf {
    let there = |path: &Path| path.symlink_metadata().is_ok();
    let step = |at: PathBuf, part: Component| {
        let next = at.join(part);
        match part {
            Component::Normal(name) if !there(&next) => spelled(&at, &name.to_string_lossy()).unwrap_or(next),
            _ => next,
        }
    };
    Path::new(path).components().fold(here.to_owned(), step)
}

/// What is in a folder under this name, spelled in another way.
fn spelled(folder: &Path, name: &str) -> Option<PathBuf> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let like = |other: &str| other.nfc().eq(name.nfc());
    let mut entries = std::fs::read_dir(folder).ok()?.flatten();
    entries.find(|entry| like(&entry.file_name().to_string_lossy())).map(|entry| entry.path())
}

/// Whether a path goes through a link that leads out of the folder which the link is in: below the folder of the roster
/// any of its names may be of a student, elsewhere the last one.
fn leads_away(here: &Path, path: &Path) -> bool {
    let whole = |path: &Path| std::fs::canonicalize(if path.as_os_str().is_empty() { Path::new(".") } else { path });
    let below = path.strip_prefix(here).map_or(1, |rest| rest.components().count());
    let is_link = |path: &&Path| path.symlink_metadata().is_ok_and(|about| about.is_symlink());
    let mut links = path.ancestors().take(below.max(1)).filter(is_link);
    links.any(|link| {
        let folder = whole(link.parent().unwrap_or(here));
        whole(link).is_ok_and(|real| !folder.is_ok_and(|folder| real.starts_with(folder)))
    })
}

/// The address of a server that runs already.
pub fn of_url(url: &str) -> Result<Source, String> {
    match url::Url::parse(url) {
        Ok(found) if matches!(found.scheme(), "http" | "https") && found.has_host() => Ok(Source::Url(url.into())),
        Ok(_) => Err(format!("{url:?} is no http or https address")),
        Err(error) => Err(format!("{url:?} is no address: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_of_a_web_server() {
        assert_eq!(of_url("http://localhost:5000"), Ok(Source::Url("http://localhost:5000".into())));
        assert!(of_url("localhost:5000").unwrap_err().contains("http or https"));
        assert!(of_url("here").unwrap_err().contains("no address"));
    }

    #[test]
    fn a_name_is_found_however_its_accents_are_spelled() {
        let folder = tempfile::tempdir().unwrap();
        let apart = folder.path().join("E\u{301}va/re\u{301}ponse");
        std::fs::create_dir_all(&apart).unwrap();
        std::fs::write(apart.join("app.py"), "x").unwrap();
        let roster = folder.path().join("l3.csv");
        assert_eq!(of_path(&roster, "Éva/réponse", &mut vec![]), Ok(Source::Folder(apart)));
    }

    #[cfg(unix)]
    #[test]
    fn no_path_leads_through_a_link_of_a_student() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        std::fs::create_dir_all(root.join("class/ana/server")).unwrap();
        std::fs::create_dir_all(root.join("secrets")).unwrap();
        for (name, text) in [("class/ana/server/app.py", "x"), ("secrets/key", "x"), ("secrets.zip", "x")] {
            std::fs::write(root.join(name), text).unwrap();
        }
        symlink(root.join("secrets"), root.join("class/bo")).unwrap();
        symlink("../../secrets", root.join("class/ana/linked")).unwrap();
        symlink("../secrets.zip", root.join("class/cy.zip")).unwrap();
        symlink("server", root.join("class/ana/same")).unwrap();
        symlink("../bo-2", root.join("class/ana/up")).unwrap();
        std::fs::create_dir_all(root.join("class/bo-2/server")).unwrap();
        symlink(root.join("class"), root.join("mine")).unwrap();
        let read = |path: &str| of_path(&root.join("class/l3.csv"), path, &mut vec![]);
        for path in ["bo", "ana/linked", "ana/up/server", "cy.zip", &root.join("class/bo").display().to_string()] {
            assert!(read(path).unwrap_err().contains("link"), "{path}");
        }
        for path in ["ana/server", "ana/same", "../secrets", &root.join("mine/ana/server").display().to_string()] {
            assert!(matches!(read(path), Ok(Source::Folder(_))), "{path}");
        }
    }
}
