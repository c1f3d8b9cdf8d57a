use super::ids::{self, Ids};
use super::model::{BadRoster, Entry, LoadedRoster, Roster, Source};
use super::moodle;
use crate::class::archive;
use crate::class::settings::Settings;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// Documents that may lie beside an archive: what is started is in the archive.
const DOCUMENTS: [&str; 14] =
    ["pdf", "doc", "docx", "odt", "rtf", "txt", "md", "png", "jpg", "jpeg", "gif", "webp", "mp4", "url"];

/// What one student or group has handed in, as Moodle names it.
#[derive(Default)]
struct Handed {
    who: String,
    number: Option<String>,
    folders: Vec<PathBuf>,
    archives: Vec<PathBuf>,
    /// Whatever else is there, one of these is told.
    link: Option<PathBuf>,
    /// Files that are neither in a folder nor in an archive.
    loose: Vec<(String, PathBuf)>,
}

/// Reads a folder that holds a sub-folder or an archive for each submission.
pub fn read(path: &Path) -> Result<LoadedRoster, BadRoster> {
    let fault = |error: std::io::Error| BadRoster::one(format!("{}: {error}", path.display()));
    let mut entries = std::fs::read_dir(path).map_err(fault)?.collect::<Result<Vec<_>, _>>().map_err(fault)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    let (mut moodle, mut plain) = (BTreeMap::<String, Handed>::new(), Vec::new());
    let (mut order, mut hidden, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for entry in entries {
        // A name that is no UTF-8 is shown as well as possible; its path is kept as it is.
        let name: String = entry.file_name().to_string_lossy().nfc().collect();
        let (path, is_dir) = (entry.path(), entry.path().is_dir());
        let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
        if is_leaving(&name) {
            hidden.push(name);
        } else if let Some(found) = moodle::parse(&name) {
            let key = found.number.clone().unwrap_or_else(|| found.who.clone());
            let handed = moodle.entry(key.clone()).or_insert_with(|| {
                order.push(key);
                Handed { who: found.who, number: found.number, ..Handed::default() }
            });
            match found.plugin.as_str() {
                "file" if is_link => handed.link = handed.link.take().or(Some(path)),
                "file" if is_dir => handed.folders.push(path),
                "file" if archive::stem(&name).is_some() => handed.archives.push(path),
                "file" => handed.loose.push((found.file, path)),
                // What was typed into a form or into comments is no server.
                _ => {}
            }
        } else if is_link && (is_dir || archive::stem(&name).is_some()) {
            let name = archive::stem(&name).map_or(name.clone(), ToOwned::to_owned);
            plain.push((name, Source::of_link(&path)));
        } else if is_dir {
            plain.push((name, Source::Folder(path)));
        } else if let Some(stem) = archive::stem(&name) {
            plain.push((stem.to_owned(), Source::Archive(path)));
        } else {
            others.push(name);
        }
    }
    let mut notes = Vec::new();
    for (names, why) in [(hidden, "hidden"), (others, "no folder and no archive")] {
        if !names.is_empty() {
            notes.push(format!("{}: skipped, as {why}: {}", path.display(), names.join(", ")));
        }
    }
    let mut ids = Ids::default();
    let who: BTreeSet<String> = moodle.values().map(|handed| handed.who.clone()).collect();
    let groups = moodle::groups(&who);
    let handed = order.iter().filter_map(|key| moodle.remove(key));
    let mut entries: Vec<Entry> = handed
        .map(|handed| {
            let (group, name) = groups(&handed.who);
            let id = match &handed.number {
                Some(number) if ids::check(number).is_ok() && ids.take(number) => number.clone(),
                _ => ids.of_name(&name),
            };
            let source = of_moodle(handed, &name, &mut notes);
            entry(id, name, group, source)
        })
        .collect();
    for (name, source) in plain {
        let (source, note) = match source {
            Source::Folder(path) => inside(path),
            other => (other, None),
        };
        notes.extend(note);
        entries.push(entry(ids.of_name(&name), name, String::new(), source));
    }
    let roster = Roster { class: String::new(), entries };
    Ok(LoadedRoster { roster, settings: Settings::default(), notes })
}

fn entry(id: String, name: String, group: String, source: Source) -> Entry {
    Entry { id, name, email: String::new(), group, source, start: None, port: None }
}

/// What systems and programs leave in folders.
fn is_leaving(name: &str) -> bool {
    name.starts_with('.') || ["__macosx", "thumbs.db", "desktop.ini"].contains(&name.to_lowercase().as_str())
}

fn of_moodle(mut handed: Handed, name: &str, notes: &mut Vec<String>) -> Source {
    handed.archives.sort();
    let shown = |path: &PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if let Some(link) = &handed.link {
        return Source::of_link(link);
    }
    if let Some(folder) = handed.folders.pop() {
        let (source, note) = inside(folder);
        notes.extend(note);
        return source;
    }
    if handed.archives.len() > 1 {
        let names: Vec<String> = handed.archives.iter().map(shown).collect();
        notes.push(format!("{name} handed in several archives, and the first is taken: {}", names.join(", ")));
    }
    if let Some(archive) = handed.archives.into_iter().next() {
        if !handed.loose.is_empty() {
            let names: Vec<&str> = handed.loose.iter().map(|(name, _)| name.as_str()).collect();
            notes.push(format!("{name}: beside the archive and not looked at: {}", names.join(", ")));
        }
        return Source::Archive(archive);
    }
    if handed.loose.is_empty() { Source::Nothing } else { Source::Files(handed.loose) }
}

/// The source that a folder of one submission is: the folder itself, the one archive that it holds, or nothing. And a
/// note, if there is something to say.
pub fn inside(folder: PathBuf) -> (Source, Option<String>) {
    // If it cannot be listed, it cannot be started either: that is told then.
    let Ok(list) = std::fs::read_dir(&folder) else { return (Source::Folder(folder), None) };
    let (mut archives, mut documents, mut more) = (Vec::new(), Vec::new(), false);
    for entry in list.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let plain = entry.file_type().is_ok_and(|kind| kind.is_file());
        let end = Path::new(&name).extension().unwrap_or_default().to_string_lossy().to_lowercase();
        match name {
            name if is_leaving(&name) || (plain && name == "onlinetext.html") => {}
            name if plain && archive::stem(&name).is_some() => archives.push(entry.path()),
            name if plain && DOCUMENTS.contains(&end.as_str()) => documents.push(name),
            _ => more = true,
        }
    }
    documents.sort();
    match archives.as_slice() {
        [] if !more && documents.is_empty() => (Source::Nothing, None),
        [archive] if !more => {
            let note = format!("{}: beside the archive and not looked at: {}", folder.display(), documents.join(", "));
            (Source::Archive(archive.clone()), (!documents.is_empty()).then_some(note))
        }
        _ => (Source::Folder(folder), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    /// A folder `class` of such files; a path that ends in '/' is a folder.
    fn class(paths: &[&str]) -> (TempDir, LoadedRoster) {
        let folder = tempfile::tempdir().unwrap();
        for path in paths {
            let whole = folder.path().join("class").join(path);
            std::fs::create_dir_all(if path.ends_with('/') { &whole } else { whole.parent().unwrap() }).unwrap();
            if !path.ends_with('/') {
                std::fs::write(whole, "x").unwrap();
            }
        }
        let read = super::super::read(&folder.path().join("class")).unwrap();
        (folder, read)
    }

    fn shown(folder: &TempDir, read: &LoadedRoster) -> Vec<String> {
        let path = |path: &Path| path.strip_prefix(folder.path().join("class")).unwrap().display().to_string();
        let source = |source: &Source| match source {
            Source::Folder(at) => format!("folder {}", path(at)),
            Source::Archive(at) => format!("archive {}", path(at)),
            Source::Files(files) => {
                format!("files {}", files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", "))
            }
            other => format!("{other:?}"),
        };
        read.roster.entries.iter().map(|e| format!("{}|{}|{}|{}", e.id, e.group, e.name, source(&e.source))).collect()
    }

    #[test]
    fn a_download_of_moodle_with_folders() {
        let (folder, read) = class(&[
            "Ana Gil_11_assignsubmission_file/app.py",
            "Ana Gil_11_assignsubmission_onlinetext/onlinetext.html",
            "Bo Li_12_assignsubmission_file_/projet.ZIP",
            "Cy Roy_13_assignsubmission_onlinetext/onlinetext.html",
            "Dé Fu_14_assignsubmission_file/projet.tar.gz",
            "Dé Fu_14_assignsubmission_file/rapport.pdf",
            "Ed Po_15_assignsubmission_file/",
            "Fa Ro_16_assignsubmission_file/a.zip",
            "Fa Ro_16_assignsubmission_file/b.zip",
            "Notes-L3-Lab 1-33.csv",
            ".DS_Store",
            "__MACOSX/x",
        ]);
        assert_eq!(
            shown(&folder, &read),
            [
                "11||Ana Gil|folder Ana Gil_11_assignsubmission_file",
                "12||Bo Li|archive Bo Li_12_assignsubmission_file_/projet.ZIP",
                "13||Cy Roy|Nothing",
                "14||Dé Fu|archive Dé Fu_14_assignsubmission_file/projet.tar.gz",
                "15||Ed Po|Nothing",
                "16||Fa Ro|folder Fa Ro_16_assignsubmission_file",
            ]
        );
        assert_eq!(read.roster.class, "class");
        let notes = read.notes.join("\n");
        for told in [".DS_Store, __MACOSX", "Notes-L3-Lab 1-33.csv", "rapport.pdf"] {
            assert!(notes.contains(told), "{notes}");
        }
    }

    #[test]
    fn a_download_of_moodle_without_folders_with_a_group() {
        let (folder, read) = class(&[
            "Groupe A-Ana Gil_11_assignsubmission_file_projet.zip",
            "Groupe A-Ana Gil_11_assignsubmission_onlinetext_onlinetext.html",
            "Groupe A-Jean-Luc Li_12_assignsubmission_file_app.py",
            "Groupe A-Jean-Luc Li_12_assignsubmission_file_LISEZMOI.md",
            "Groupe A-Cy Roy_13_assignsubmission_onlinetext_onlinetext.html",
            "Groupe A-Di Sy_14_assignsubmission_file_projet.rar",
        ]);
        assert_eq!(
            shown(&folder, &read),
            [
                "11|Groupe A|Ana Gil|archive Groupe A-Ana Gil_11_assignsubmission_file_projet.zip",
                "13|Groupe A|Cy Roy|Nothing",
                "14|Groupe A|Di Sy|archive Groupe A-Di Sy_14_assignsubmission_file_projet.rar",
                "12|Groupe A|Jean-Luc Li|files LISEZMOI.md, app.py",
            ]
        );
    }

    #[test]
    fn plain_folders_and_archives() {
        let (folder, read) = class(&["Éva Roux/app.py", "eva-roux.zip", "bo.tar.gz", "li/only.zip", "empty/"]);
        assert_eq!(
            shown(&folder, &read),
            [
                "bo||bo|archive bo.tar.gz",
                "empty||empty|Nothing",
                "eva-roux||eva-roux|archive eva-roux.zip",
                "li||li|archive li/only.zip",
                "eva-roux-2||Éva Roux|folder Éva Roux",
            ]
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_no_utf8_is_not_lost() {
        use std::os::unix::ffi::OsStrExt;
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let name = std::ffi::OsStr::from_bytes(b"Ren\xe9 Roy_15_assignsubmission_file");
        let decomposed = "Rene\u{301} Roy";
        // Some file systems refuse it.
        if std::fs::create_dir_all(root.join(name)).is_ok() {
            std::fs::create_dir_all(root.join(decomposed)).unwrap();
            std::fs::write(root.join(name).join("app.py"), "x").unwrap();
            let read = super::super::read(root).unwrap();
            assert_eq!(read.roster.entries[0].id, "15");
            assert_eq!(read.roster.entries[0].source, Source::Folder(root.join(name)));
            assert_eq!(read.roster.entries[1].name, "Ren\u{e9} Roy");
        }
    }

    #[cfg(unix)]
    #[test]
    fn no_link_of_a_student_is_followed() {
        use std::os::unix::fs::symlink;
        let (folder, _) = class(&["Ana Gil_11_assignsubmission_file/app.py", "bo/app.py"]);
        let root = folder.path().join("class");
        std::fs::create_dir(folder.path().join("secrets")).unwrap();
        std::fs::write(folder.path().join("secrets.zip"), "x").unwrap();
        std::fs::write(folder.path().join("key"), "x").unwrap();
        for (target, name) in [
            ("../secrets", "cy"),
            ("../secrets.zip", "di.zip"),
            ("bo", "ed"),
            ("../secrets", "Fa Ro_12_assignsubmission_file"),
            ("../key", "Gu Li_13_assignsubmission_file_app.py"),
            ("gone", "nowhere"),
        ] {
            symlink(target, root.join(name)).unwrap();
        }
        let read = super::super::read(&root).unwrap();
        assert_eq!(
            shown(&folder, &read),
            [
                "11||Ana Gil|folder Ana Gil_11_assignsubmission_file",
                "12||Fa Ro|Link(\"../secrets\")",
                "13||Gu Li|Link(\"../key\")",
                "bo||bo|folder bo",
                "cy||cy|Link(\"../secrets\")",
                "di||di|Link(\"../secrets.zip\")",
                "ed||ed|Link(\"bo\")",
            ]
        );
        assert!(read.notes.join("\n").contains("nowhere"), "{:?}", read.notes);
    }
}
