use super::names;
use super::reason::BadArchive;
use super::sink::{Sink, SkipReason};
use std::io::{ErrorKind, Read};
use tar::{Archive, EntryType};

/// The bytes that each entry may take beside its content: its header, what fills up its last block, and for some an
/// extra entry with a long name.
const OVERHEAD: u64 = 4096;
/// The bytes that are read of an extra entry: more than any such list of facts about one file has.
const EXTRA: u64 = 64 << 10;

/// Entries are read raw: the crate would read a long name into memory, however long it is said to be.
pub fn unpack(reader: impl Read, sink: &mut Sink) -> Result<(), BadArchive> {
    let most = sink.most.bytes.saturating_add(OVERHEAD.saturating_mul(sink.most.entries as u64));
    let mut archive = Archive::new(BoundedReader { reader, left: most });
    let mut long_name: Option<Vec<u8>> = None;
    let entries = archive.entries().map_err(|e| sink.trouble(&e))?.raw(true);
    for entry in entries {
        let mut entry = entry.map_err(|e| first_is_no_header(sink.trouble(&e)))?;
        sink.count()?;
        let header = entry.header().clone();
        let kind = header.entry_type();
        if kind.is_gnu_longname() || kind.is_pax_local_extensions() {
            let mut text = Vec::new();
            (&mut entry).take(EXTRA).read_to_end(&mut text).map_err(|e| sink.trouble(&e))?;
            let name = if kind.is_gnu_longname() { Some(text) } else { pax_path(&text) };
            long_name = name.or(long_name);
            continue;
        }
        if kind.is_pax_global_extensions() || kind.is_gnu_longlink() {
            continue;
        }
        let raw = long_name.take().unwrap_or_else(|| entry.path_bytes().into_owned());
        let end = raw.iter().rposition(|b| *b != 0).map_or(0, |last| last + 1);
        let name = names::decode(&raw[..end]);
        match kind {
            EntryType::Directory => sink.folder(&name)?,
            EntryType::Regular | EntryType::Continuous if name.ends_with('/') => sink.folder(&name)?,
            EntryType::Regular | EntryType::Continuous => {
                let runs = header.mode().is_ok_and(|mode| mode & 0o100 != 0);
                sink.file(&name, runs, entry)?;
            }
            EntryType::Link | EntryType::Symlink => sink.skip(&name, SkipReason::Link),
            _ => sink.skip(&name, SkipReason::Special),
        }
    }
    Ok(())
}

/// Keeps the first line of what the crate says. Of anything that is no tar file it says, in many lines, that the sum of
/// a header is wrong.
fn first_is_no_header(bad: BadArchive) -> BadArchive {
    match bad {
        BadArchive::Broken { why } => BadArchive::Broken { why: why.lines().next().unwrap_or_default().into() },
        bad => bad,
    }
}

fn pax_path(text: &[u8]) -> Option<Vec<u8>> {
    let mut facts = tar::PaxExtensions::new(text).flatten();
    facts.find(|fact| fact.key_bytes() == b"path").map(|fact| fact.value_bytes().to_vec())
}

/// Counts all that is decompressed, also what is then skipped.
struct BoundedReader<R> {
    reader: R,
    left: u64,
}

impl<R: Read> Read for BoundedReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.left = self.left.checked_sub(read as u64).ok_or(std::io::Error::from(ErrorKind::FileTooLarge))?;
        Ok(read)
    }
}
