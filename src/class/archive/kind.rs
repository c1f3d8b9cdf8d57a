use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

/// What an archive is.
pub enum ArchiveKind {
    Zip,
    Tar,
    TarGz,
    Other(&'static str),
    None,
}

impl ArchiveKind {
    /// Tells the kind by what is in the file, and by its name only if that says nothing.
    pub fn of(file: &mut File, path: &Path) -> std::io::Result<Self> {
        let mut head = Vec::new();
        file.by_ref().take(512).read_to_end(&mut head)?;
        file.seek(SeekFrom::Start(0))?;
        let starts: [(&[u8], Self); 8] = [
            (b"PK\x03\x04", Self::Zip),
            (b"PK\x05\x06", Self::Zip),
            (b"\x1f\x8b", Self::TarGz),
            (b"Rar!", Self::Other("RAR")),
            (b"7z\xbc\xaf\x27\x1c", Self::Other("7z")),
            (b"\xfd7zXZ\0", Self::Other("xz")),
            (b"BZh", Self::Other("bzip2")),
            (b"\x28\xb5\x2f\xfd", Self::Other("zstd")),
        ];
        if let Some((_, kind)) = starts.into_iter().find(|(start, _)| head.starts_with(start)) {
            return Ok(kind);
        }
        if head.get(257..262) == Some(b"ustar") {
            return Ok(Self::Tar);
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        Ok(match name {
            // A program that unpacks itself: the archive is behind it.
            name if name.ends_with(".zip") => Self::Zip,
            // The oldest form of tar has no mark. A text may be named so by mistake, but a header ends with zeros.
            name if name.ends_with(".tar") && head.len() == 512 && head[500..].iter().all(|b| *b == 0) => Self::Tar,
            _ => Self::None,
        })
    }
}
