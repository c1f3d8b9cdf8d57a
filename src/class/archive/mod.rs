//! Unpacks what was handed in as an archive, so that it can do no harm.
//!
//! Nothing that an archive says of itself is believed: neither names nor sizes, nor that the file is called `.zip`. No
//! link is ever made and no file replaced, and bytes are counted as they are written. Unpacking always ends at these
//! limits: it may be done on a thread that nothing can stop.

mod kind;
mod limits;
mod names;
mod reason;
mod sink;
mod tarred;
mod zipped;

pub use limits::ArchiveLimits;
pub use reason::BadArchive;
pub use sink::UnpackedArchive;

use kind::ArchiveKind;
use sink::Sink;
use std::fs::File;
use std::path::{Path, PathBuf};

/// How the names of archives end that are unpacked here.
const ENDS: [&str; 4] = [".tar.gz", ".zip", ".tar", ".tgz"];
/// How the names of archives end that are handed in too, and are not unpacked.
const OTHERS: [&str; 7] = [".rar", ".7z", ".tar.xz", ".tar.bz2", ".tbz2", ".txz", ".tar.zst"];

/// The name without its end, if it is the name of an archive, unpacked here or not.
pub fn stem(name: &str) -> Option<&str> {
    let ends_with = |end: &&&str| {
        let from = name.len().checked_sub(end.len()).filter(|from| *from > 0 && name.is_char_boundary(*from));
        from.is_some_and(|from| name[from..].eq_ignore_ascii_case(end))
    };
    let end = ENDS.iter().chain(&OTHERS).find(ends_with)?;
    Some(&name[..name.len() - end.len()])
}

/// Unpacks an archive into a folder, which is made, or else has to be empty. After an error, what is in that folder is
/// of no use; nothing outside it was touched. If the archive holds nothing but another one, that is unpacked too, but
/// no third one in that.
pub fn unpack(archive: &Path, into: &Path, most: ArchiveLimits) -> Result<UnpackedArchive, BadArchive> {
    let outer = unpack_one(archive, into, most)?;
    let Some((inner, below)) = only_archive(&outer) else { return Ok(outer) };
    let left = ArchiveLimits { bytes: most.bytes.saturating_sub(outer.bytes), ..most };
    let mut unpacked = unpack_one(&inner, &below, left)?;
    unpacked.notes.splice(0..0, outer.notes);
    unpacked.bytes += outer.bytes;
    Ok(unpacked)
}

/// The archive that is all that another one holds, and a folder to unpack it into.
fn only_archive(outer: &UnpackedArchive) -> Option<(PathBuf, PathBuf)> {
    let mut entries = std::fs::read_dir(&outer.root).ok()?.flatten();
    let (inner, None) = (entries.next()?.path(), entries.next()) else { return None };
    let name = inner.file_name()?.to_str()?;
    let below = outer.root.join(stem(name)?);
    (inner.is_file() && !below.exists()).then_some((inner, below))
}

fn unpack_one(archive: &Path, into: &Path, most: ArchiveLimits) -> Result<UnpackedArchive, BadArchive> {
    let mut file = File::open(archive).map_err(BadArchive::reading)?;
    let meta = file.metadata().map_err(BadArchive::reading)?;
    if !meta.is_file() {
        return Err(BadArchive::Unreadable { why: "this is no file".into() });
    }
    if meta.len() == 0 {
        return Err(BadArchive::Empty);
    }
    if meta.len() > most.bytes {
        return Err(BadArchive::TooBig { most: most.bytes });
    }
    let kind = ArchiveKind::of(&mut file, archive).map_err(BadArchive::reading)?;
    let mut sink = Sink::new(into, most)?;
    match kind {
        ArchiveKind::Zip => zipped::unpack(file, &mut sink)?,
        ArchiveKind::Tar => tarred::unpack(file, &mut sink)?,
        ArchiveKind::TarGz => tarred::unpack(flate2::read::MultiGzDecoder::new(file), &mut sink)?,
        ArchiveKind::Other(kind) => return Err(BadArchive::Other { kind }),
        ArchiveKind::None => return Err(BadArchive::NotAnArchive),
    }
    sink.end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Message;
    use std::io::Write;
    use tempfile::TempDir;
    use zip::write::{SimpleFileOptions, ZipWriter};

    /// A folder in which archives are unpacked, into `into`.
    struct Scratch(TempDir);

    impl Scratch {
        fn new() -> Self {
            Self(tempfile::tempdir().unwrap())
        }

        fn at(&self, path: &str) -> PathBuf {
            self.0.path().join(path)
        }

        fn unpack(&self, name: &str, bytes: &[u8], most: ArchiveLimits) -> Result<UnpackedArchive, BadArchive> {
            std::fs::write(self.at(name), bytes).unwrap();
            let _ = std::fs::remove_dir_all(self.at("into"));
            let unpacked = unpack(&self.at(name), &self.at("into"), most);
            let beside: Vec<_> = std::fs::read_dir(self.0.path()).unwrap().map(|e| e.unwrap().path()).collect();
            assert!(beside.iter().all(|path| path.ends_with("into") || path.is_file()), "{beside:?}");
            unpacked
        }

        fn under(&self, path: &str) -> PathBuf {
            self.at("into").join(path)
        }
    }

    fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, content) in entries {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// A tar file whose names are written as they are.
    fn tar(entries: &[(&str, tar::EntryType, &[u8])]) -> Vec<u8> {
        let mut builder = tar::Builder::new(Vec::new());
        for (name, kind, content) in entries {
            let mut header = tar::Header::new_gnu();
            header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
            header.set_entry_type(*kind);
            header.set_size(content.len() as u64);
            header.set_mode(0o7777);
            if matches!(kind, tar::EntryType::Symlink | tar::EntryType::Link) {
                header.set_link_name("/etc").unwrap();
            }
            header.set_cksum();
            builder.append(&header, *content).unwrap();
        }
        builder.into_inner().unwrap()
    }

    fn gz(bytes: &[u8]) -> Vec<u8> {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap()
    }

    /// Puts other bytes in place of every occurrence of some.
    fn replace(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
        assert_eq!(from.len(), to.len());
        let mut out = bytes.to_vec();
        let mut found = 0;
        for at in 0..=bytes.len() - from.len() {
            if &bytes[at..at + from.len()] == from {
                out[at..at + from.len()].copy_from_slice(to);
                found += 1;
            }
        }
        assert!(found > 0);
        out
    }

    fn ids(unpacked: &UnpackedArchive) -> Vec<&str> {
        unpacked.notes.iter().map(|note| note.id.as_str()).collect()
    }

    const SMALL: ArchiveLimits = ArchiveLimits { bytes: 1 << 20, entries: 20, path: 200, depth: 5 };

    #[test]
    fn a_single_top_folder_is_where_to_look() {
        let scratch = Scratch::new();
        let one = zip(&[("projet/app.py", b"x"), ("projet/static/i.html", b"yz"), ("__MACOSX/projet/._app.py", b"?")]);
        let unpacked = scratch.unpack("a.ZIP", &one, SMALL).unwrap();
        assert_eq!((unpacked.files, unpacked.bytes), (2, 3));
        assert_eq!(unpacked.root, scratch.under("projet"));
        assert_eq!(ids(&unpacked), Vec::<&str>::new());
        assert_eq!(std::fs::read(scratch.under("projet/static/i.html")).unwrap(), b"yz");
        let two = zip(&[("projet/app.py", b"x"), ("README.md", b"y")]);
        assert_eq!(scratch.unpack("a.zip", &two, SMALL).unwrap().root, scratch.under(""));
    }

    #[test]
    fn tar_files_are_unpacked_too_whatever_their_names() {
        let scratch = Scratch::new();
        let bytes = tar(&[("p/", tar::EntryType::Directory, b""), ("p/app.js", tar::EntryType::Regular, b"hello")]);
        for (name, bytes) in
            [("a.tar", bytes.clone()), ("a.tgz", gz(&bytes)), ("a.tar.gz", gz(&bytes)), ("odd.zip", gz(&bytes))]
        {
            let unpacked = scratch.unpack(name, &bytes, SMALL).unwrap();
            assert_eq!((unpacked.files, unpacked.root), (1, scratch.under("p")), "{name}");
        }
        let mut long = tar::Builder::new(Vec::new());
        let path = format!("{}/app.py", "d".repeat(150));
        let mut header = tar::Header::new_gnu();
        header.set_size(2);
        header.set_mode(0o644);
        long.append_data(&mut header, &path, &b"ok"[..]).unwrap();
        scratch.unpack("long.tar", &long.into_inner().unwrap(), SMALL).unwrap();
        assert_eq!(std::fs::read(scratch.under(&path)).unwrap(), b"ok");
    }

    #[test]
    fn nothing_is_written_outside() {
        let scratch = Scratch::new();
        let slip = zip(&[
            ("../evil", b"x"),
            ("a/../../evil", b"x"),
            ("..\\evil", b"x"),
            ("C:\\evil", b"x"),
            ("/tmp/evil", b"x"),
            ("ok", b"y"),
        ]);
        let unpacked = scratch.unpack("a.zip", &slip, SMALL).unwrap();
        assert_eq!((unpacked.files, ids(&unpacked)), (1, vec!["handin-skip-outside"]));
        assert!(!scratch.at("evil").exists());
        let regular = tar::EntryType::Regular;
        let bytes = tar(&[
            ("../evil", regular, b"x"),
            ("/evil", regular, b"x"),
            ("a/b\\..\\..\\..\\evil", regular, b"x"),
            ("ok", regular, b"y"),
        ]);
        let unpacked = scratch.unpack("a.tar", &bytes, SMALL).unwrap();
        assert_eq!((unpacked.files, ids(&unpacked)), (1, vec!["handin-skip-outside"]));
        assert!(!scratch.at("evil").exists());
        // Windows programs write such names: they are folders.
        scratch.unpack("w.zip", &zip(&[("projet\\src\\app.py", b"x")]), SMALL).unwrap();
        assert!(scratch.under("projet/src/app.py").is_file());
    }

    #[test]
    fn links_are_never_made_so_nothing_is_written_through_them() {
        let scratch = Scratch::new();
        let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
        writer.add_symlink("out", "..", SimpleFileOptions::default()).unwrap();
        writer.start_file("out/evil", SimpleFileOptions::default()).unwrap();
        writer.write_all(b"x").unwrap();
        let unpacked = scratch.unpack("a.zip", &writer.finish().unwrap().into_inner(), SMALL).unwrap();
        assert_eq!(ids(&unpacked), ["handin-skip-link"]);
        assert!(!scratch.at("evil").exists() && scratch.under("out/evil").is_file());

        use tar::EntryType as E;
        let bytes = tar(&[
            ("l", E::Symlink, b""),
            ("h", E::Link, b""),
            ("l/x", E::Regular, b"x"),
            ("d", E::Char, b""),
            ("f", E::Fifo, b""),
        ]);
        let unpacked = scratch.unpack("a.tar", &bytes, SMALL).unwrap();
        assert_eq!(ids(&unpacked), ["handin-skip-link", "handin-skip-special"]);
        assert_eq!(unpacked.notes[0], Message::new("handin-skip-link").count("count", 2).text("names", "l, h"));
        assert!(scratch.under("l").is_dir() && !scratch.under("h").exists() && !scratch.under("d").exists());
    }

    #[cfg(unix)]
    #[test]
    fn files_get_harmless_permissions() {
        use std::os::unix::fs::PermissionsExt;
        let scratch = Scratch::new();
        scratch.unpack("a.tar", &tar(&[("run.sh", tar::EntryType::Regular, b"x")]), SMALL).unwrap();
        let mode = |path| std::fs::metadata(scratch.under(path)).unwrap().permissions().mode();
        assert_eq!(mode("run.sh") & 0o7022, 0, "no setuid, no writing by others");
        assert_ne!(mode("run.sh") & 0o100, 0);
        scratch.unpack("a.zip", &zip(&[("a.txt", b"x")]), SMALL).unwrap();
        assert_eq!(mode("a.txt") & 0o7111, 0);
    }

    #[test]
    fn a_bomb_is_stopped_by_what_it_really_writes() {
        let scratch = Scratch::new();
        let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
        writer.start_file("zeros", SimpleFileOptions::default()).unwrap();
        let block = vec![0; 1 << 20];
        for _ in 0..200 {
            writer.write_all(&block).unwrap();
        }
        let bomb = writer.finish().unwrap().into_inner();
        let size = (200_u32 << 20).to_le_bytes();
        assert_eq!(scratch.unpack("a.zip", &bomb, SMALL), Err(BadArchive::TooBig { most: 1 << 20 }));
        assert!(std::fs::metadata(scratch.under("zeros")).unwrap().len() <= 1 << 20);
        // The same, which says that it is small.
        let liar = replace(&bomb, &size, &7_u32.to_le_bytes());
        let unpacked = scratch.unpack("liar.zip", &liar, SMALL);
        assert!(matches!(unpacked, Err(BadArchive::TooBig { .. } | BadArchive::Broken { .. })), "{unpacked:?}");
        let written = std::fs::metadata(scratch.under("zeros")).map_or(0, |meta| meta.len());
        assert!(written <= 1 << 20, "{written}");

        // In a tar file also what is skipped counts, and a name that is said to be huge is not read.
        let zeros = vec![0; 64 << 20];
        let most = ArchiveLimits { bytes: 1 << 20, entries: 100, ..SMALL };
        for kind in [tar::EntryType::Regular, tar::EntryType::Char, tar::EntryType::GNULongName] {
            let bomb = gz(&tar(&[("zeros", kind, &zeros), ("after", tar::EntryType::Regular, b"x")]));
            assert_eq!(scratch.unpack("a.tgz", &bomb, most), Err(BadArchive::TooBig { most: 1 << 20 }), "{kind:?}");
        }
    }

    #[test]
    fn entries_and_paths_are_bounded() {
        let scratch = Scratch::new();
        let names: Vec<String> = (0..21).map(|n| format!("f{n}")).collect();
        let many: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), &b"x"[..])).collect();
        assert_eq!(scratch.unpack("a.zip", &zip(&many), SMALL), Err(BadArchive::TooMany { most: 20 }));
        let many: Vec<_> = names.iter().map(|n| (n.as_str(), tar::EntryType::Regular, &b"x"[..])).collect();
        assert_eq!(scratch.unpack("a.tar", &tar(&many), SMALL), Err(BadArchive::TooMany { most: 20 }));
        let (deep, long) = ("d/".repeat(9) + "x", "y".repeat(201));
        let unpacked = scratch.unpack("b.zip", &zip(&[(&deep, b"x"), (&long, b"x"), ("ok", b"x")]), SMALL).unwrap();
        assert_eq!((unpacked.files, ids(&unpacked)), (1, vec!["handin-skip-too-long"]));
    }

    #[test]
    fn of_names_that_some_system_takes_for_one_the_first_is_kept() {
        let scratch = Scratch::new();
        let bytes = zip(&[
            ("App.py", b"1"),
            ("app.PY", b"2"),
            ("e\u{301}.md", b"3"),
            ("\u{e9}.md", b"4"),
            ("d", b"5"),
            ("d/x", b"6"),
        ]);
        let unpacked = scratch.unpack("a.zip", &bytes, SMALL).unwrap();
        assert_eq!((unpacked.files, ids(&unpacked)), (3, vec!["handin-skip-twice"]));
        assert_eq!(std::fs::read(scratch.under("App.py")).unwrap(), b"1");
        assert_eq!(std::fs::read(scratch.under("\u{e9}.md")).unwrap(), b"3");
        assert_eq!(std::fs::read(scratch.under("d")).unwrap(), b"5");
    }

    #[test]
    fn a_name_that_is_no_utf8_keeps_its_file() {
        let scratch = Scratch::new();
        let bytes = replace(&zip(&[("r@sum@.py", b"x")]), b"r@sum@.py", b"r\x82sum\x82.py");
        scratch.unpack("a.zip", &bytes, SMALL).unwrap();
        assert!(scratch.under("résumé.py").is_file());
    }

    #[test]
    fn what_is_no_archive_is_told_by_its_kind() {
        let scratch = Scratch::new();
        let told = |name: &str, bytes: &[u8]| scratch.unpack(name, bytes, SMALL).unwrap_err();
        assert_eq!(told("a.zip", b"Rar!\x1a\x07\x00whatever"), BadArchive::Other { kind: "RAR" });
        assert_eq!(told("a.zip", b"7z\xbc\xaf\x27\x1c..."), BadArchive::Other { kind: "7z" });
        assert_eq!(told("a.tar", b"print('hello')"), BadArchive::NotAnArchive);
        assert_eq!(told("a.py", b"print('hello')"), BadArchive::NotAnArchive);
        assert_eq!(told("a.zip", b""), BadArchive::Empty);
        assert_eq!(told("a.zip", &zip(&[])), BadArchive::Empty);
        assert!(matches!(told("a.zip", b"<html>not a zip</html>"), BadArchive::Broken { .. }));
        assert!(matches!(told("a.tgz", &gz(b"no tar in it")), BadArchive::Broken { .. }));
        let gone = unpack(&scratch.at("gone.zip"), &scratch.under(""), SMALL).unwrap_err();
        assert!(matches!(gone, BadArchive::Unreadable { .. } | BadArchive::Machine { .. }));
        assert_eq!(told("big.zip", &vec![0; (1 << 20) + 1]), BadArchive::TooBig { most: 1 << 20 });
    }

    #[test]
    fn a_truncated_archive_is_broken_wherever_it_ends() {
        let scratch = Scratch::new();
        let mut state = 1_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as u8
        };
        let content: Vec<u8> = (0..60_000).map(|_| next()).collect();
        let whole = zip(&[("a.bin", &content)]);
        for part in [5, whole.len() / 2, whole.len() - 30, whole.len() - 1] {
            let bad = scratch.unpack("a.zip", &whole[..part], SMALL).unwrap_err();
            assert!(matches!(bad, BadArchive::Broken { .. }), "{part}: {bad:?}");
        }
        let whole = tar(&[("a.bin", tar::EntryType::Regular, &content)]);
        for bytes in [whole[..700].to_vec(), gz(&whole)[..20_000].to_vec()] {
            let bad = scratch.unpack("a.tar", &bytes, SMALL).unwrap_err();
            assert!(matches!(bad, BadArchive::Broken { .. }), "{bad:?}");
        }
        let mut flipped = zip(&[("a.bin", &content)]);
        flipped[30_000] ^= 0xff;
        assert!(matches!(scratch.unpack("f.zip", &flipped, SMALL).unwrap_err(), BadArchive::Broken { .. }));
    }

    #[test]
    fn an_archive_in_an_archive_is_unpacked_once_and_within_the_same_bounds() {
        let scratch = Scratch::new();
        let inner = zip(&[("projet/app.py", b"x")]);
        let outer = zip(&[("rendu/projet.zip", &inner)]);
        let unpacked = scratch.unpack("a.zip", &outer, SMALL).unwrap();
        assert_eq!(unpacked.root, scratch.under("rendu/projet/projet"));
        assert!(scratch.under("rendu/projet/projet/app.py").is_file());
        let deeper = zip(&[("b.zip", &outer)]);
        assert_eq!(scratch.unpack("a.zip", &deeper, SMALL).unwrap().root, scratch.under("b/rendu"));
        let bomb = zip(&[("b.zip", &zip(&[("zeros", &vec![0; 2 << 20])]))]);
        assert!(matches!(scratch.unpack("a.zip", &bomb, SMALL), Err(BadArchive::TooBig { .. })));
        assert_eq!(scratch.unpack("a.zip", &zip(&[("b.rar", b"Rar!")]), SMALL), Err(BadArchive::Other { kind: "RAR" }));
    }

    #[test]
    fn an_encrypted_zip_says_so() {
        let scratch = Scratch::new();
        let mut bytes = zip(&[("a.py", b"secret")]);
        // The first bit of the flags, in the file's own header and in the list.
        bytes[6] |= 1;
        let list = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
        bytes[list + 8] |= 1;
        assert_eq!(scratch.unpack("a.zip", &bytes, SMALL), Err(BadArchive::Encrypted));
    }

    #[test]
    fn what_is_there_is_not_touched() {
        let scratch = Scratch::new();
        std::fs::create_dir_all(scratch.under("")).unwrap();
        std::fs::write(scratch.under("mine"), b"x").unwrap();
        std::fs::write(scratch.at("a.zip"), zip(&[("mine", b"y")])).unwrap();
        assert!(matches!(unpack(&scratch.at("a.zip"), &scratch.under(""), SMALL), Err(BadArchive::Machine { .. })));
        assert_eq!(std::fs::read(scratch.under("mine")).unwrap(), b"x");
    }

    #[test]
    fn the_ends_of_names_tell_archives() {
        assert_eq!(stem("Projet.TAR.GZ"), Some("Projet"));
        assert_eq!(stem("p.zip"), Some("p"));
        assert_eq!(stem("p.rar"), Some("p"), "so that its author is told, and not taken for absent");
        assert_eq!((stem(".zip"), stem("zip"), stem("é"), stem("a.py")), (None, None, None, None));
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

        /// A damaged archive is unpacked or refused, and nothing ends up beside.
        #[test]
        fn whatever_the_bytes_it_ends(at in 0..200_usize, to in 0..=255_u8, gzip in proptest::bool::ANY) {
            let scratch = Scratch::new();
            let bytes = tar(&[("a/b", tar::EntryType::Regular, b"hello"), ("c", tar::EntryType::Symlink, b"")]);
            let mut bytes = if gzip { gz(&bytes) } else { zip(&[("a/b", b"hello"), ("c.txt", b"there")]) };
            let at = at % bytes.len();
            bytes[at] = to;
            let _ = scratch.unpack("a.zip", &bytes, SMALL);
        }
    }
}
