use super::names;
use super::reason::BadArchive;
use super::sink::{Sink, SkipReason};
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use zip::ZipArchive;
use zip::result::ZipError;

/// The kinds of files in a Unix mode.
const KIND: u32 = 0o170_000;
const PLAIN: u32 = 0o100_000;
const FOLDER: u32 = 0o040_000;
const LINK: u32 = 0o120_000;

pub fn unpack(mut file: File, sink: &mut Sink) -> Result<(), BadArchive> {
    // The list of entries is read into memory as a whole: that is not begun if the list is too long.
    if declared(&mut file).map_err(BadArchive::reading)?.is_some_and(|count| count > sink.most.entries) {
        return Err(BadArchive::TooMany { most: sink.most.entries });
    }
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| reason(&error, ""))?;
    for index in 0..archive.len() {
        sink.count()?;
        let entry = archive.by_index_raw(index).map_err(|error| reason(&error, ""))?;
        let name = names::decode(entry.name_raw());
        let kind = entry.unix_mode().map_or(0, |mode| mode & KIND);
        let (folder, encrypted) = (entry.is_dir() || kind == FOLDER || name.ends_with('\\'), entry.encrypted());
        let runs = entry.unix_mode().is_some_and(|mode| mode & 0o100 != 0);
        drop(entry);
        match kind {
            _ if folder => sink.folder(&name)?,
            0 | PLAIN if encrypted => return Err(BadArchive::Encrypted),
            0 | PLAIN => {
                let entry = archive.by_index(index).map_err(|error| reason(&error, &name))?;
                sink.file(&name, runs, entry)?;
            }
            LINK => sink.skip(&name, SkipReason::Link),
            _ => sink.skip(&name, SkipReason::Special),
        }
    }
    Ok(())
}

fn reason(error: &ZipError, name: &str) -> BadArchive {
    match error {
        ZipError::Io(error) => BadArchive::broken(error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => BadArchive::Encrypted,
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            BadArchive::Unsupported { name: name.to_owned() }
        }
        error => BadArchive::Broken { why: error.to_string() },
    }
}

/// The end of a zip file: its record, and the longest comment behind it.
const TAIL: u64 = 22 + 65_535;

/// How many entries the end of the file says there are, if it says so.
fn declared(file: &mut File) -> std::io::Result<Option<usize>> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    file.by_ref().take(TAIL).read_to_end(&mut tail)?;
    file.seek(SeekFrom::Start(0))?;
    let found = tail.windows(22).filter(|record| record.starts_with(b"PK\x05\x06"));
    // 65,535 stands for that many or more: the true number is elsewhere then.
    Ok(found.map(|record| usize::from(u16::from_le_bytes([record[10], record[11]]))).max())
}
