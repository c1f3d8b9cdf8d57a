use super::{CpuSample, FORMAT, Header, Nanos, Noise, Note, Observation, Operation, Record, format_1};
use crate::inert;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::sync::Arc;

/// A whole run, in memory. Its operations are shared: a copy made while the run goes on costs little.
#[derive(Debug, Clone)]
pub struct History {
    pub header: Header,
    pub contract: Option<serde_json::Value>,
    pub operations: Vec<Arc<Operation>>,
    pub observations: Vec<Observation>,
    pub noise: Vec<Noise>,
    pub cpu: Vec<CpuSample>,
    pub notes: Vec<Note>,
    /// Absent when the run did not come to its end.
    pub end: Option<Nanos>,
}

impl History {
    pub fn new(header: Header) -> Self {
        let (operations, observations, noise, cpu, notes) = Default::default();
        Self { header, contract: None, operations, observations, noise, cpu, notes, end: None }
    }

    pub fn push(&mut self, record: Record) {
        match record {
            Record::Header(header) => self.header = *header,
            Record::Contract(contract) => self.contract = Some(contract),
            Record::Operation(operation) => self.operations.push(operation.into()),
            Record::Observation(observation) => self.observations.push(*observation),
            Record::Noise(noise) => self.noise.push(noise),
            Record::Cpu(sample) => self.cpu.push(sample),
            Record::Note(note) => self.notes.push(note),
            Record::End(end) => self.end = Some(end.at),
        }
    }
}

/// Writes each record out as it comes, so that a run that dies leaves its evidence.
pub struct Writer {
    file: File,
}

impl Writer {
    pub fn create(path: &Path) -> io::Result<Self> {
        Ok(Self { file: File::create(path)? })
    }

    pub fn write(&mut self, record: &Record) -> io::Result<()> {
        // What a target sent is kept as it was, and does nothing to the terminal of whoever looks into the file.
        let mut line = inert::json(serde_json::to_string(record)?);
        line.push('\n');
        self.file.write_all(line.as_bytes())
    }
}

/// Why a file is not a history that this version reads.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error("{0}")]
    Io(io::Error),
    #[error("line {number}: {why}")]
    Line { number: usize, why: String },
    #[error("line 1: this is {found:?}, and this version of lab reads {FORMAT:?} and {:?}", format_1::FORMAT)]
    Format { found: String },
    #[error("the file holds no line")]
    Empty,
}

/// Reads a saved history. A last line cut short by a crash is left out; any other bad line is an error.
pub fn load(path: &Path) -> Result<History, LoadError> {
    read(BufReader::new(File::open(path).map_err(LoadError::Io)?))
}

fn read(file: impl BufRead) -> Result<History, LoadError> {
    // Bytes and not text: a line may be cut in the middle of a character.
    let mut lines = file.split(b'\n');
    let first = lines.next().ok_or(LoadError::Empty)?.map_err(LoadError::Io)?;
    let (header, mut upgrade) = header(&first)?;
    let mut history = History::new(header);
    let mut bad: Option<LoadError> = None;
    for (index, line) in lines.enumerate() {
        let line = line.map_err(LoadError::Io)?;
        if let Some(error) = bad {
            return Err(error);
        }
        let record = match &mut upgrade {
            None => serde_json::from_slice(&line),
            Some(upgrade) => serde_json::from_slice(&line).and_then(|line| serde_json::from_value(upgrade.line(line))),
        };
        match record {
            Ok(record) => history.push(record),
            Err(why) => bad = Some(LoadError::Line { number: index + 2, why: why.to_string() }),
        }
    }
    Ok(history)
}

/// The header, and how the lines after it are made those of this format, if they are older.
fn header(line: &[u8]) -> Result<(Header, Option<format_1::Upgrade>), LoadError> {
    let at_first = |why: String| LoadError::Line { number: 1, why };
    let value: serde_json::Value = serde_json::from_slice(line).map_err(|e| at_first(e.to_string()))?;
    let format = value.pointer("/header/format").and_then(|f| f.as_str());
    let upgrade = match format {
        None => return Err(at_first("this is not the header of a history".into())),
        Some(FORMAT) => None,
        Some(format_1::FORMAT) => Some(format_1::Upgrade::of(&value)),
        Some(found) => return Err(LoadError::Format { found: found.into() }),
    };
    match serde_json::from_value(value) {
        Ok(Record::Header(header)) => Ok((*header, upgrade)),
        Ok(_) => Err(at_first("the header must come first".into())),
        Err(why) => Err(at_first(why.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = r#"{"header":{"format":"lab-history/2","lab_version":"","started":"","seed":0,"target":"",
        "tolerance":{"prompt_ms":1,"prompt_round_trips":1,"late_ms":1,"late_round_trips":1,"noise_bound_ms":1},
        "scenarios":null,"scenarios_digest":""}}"#;
    const NOTE: &str = r#"{"note":{"at":1,"scenario":"É","attempt":1,"event":"start"}}"#;

    fn lines(lines: &[&str]) -> Vec<u8> {
        let one_line = |line: &&str| line.replace('\n', " ");
        lines.iter().map(one_line).collect::<Vec<_>>().join("\n").into_bytes()
    }

    #[test]
    fn a_last_line_is_left_out_wherever_it_was_cut() {
        let whole = lines(&[HEADER, NOTE, NOTE]);
        let second = whole.len() - NOTE.len();
        for end in second..whole.len() {
            let history = read(&whole[..end]).unwrap_or_else(|error| panic!("cut at {end}: {error}"));
            assert_eq!(history.notes.len(), 1, "cut at {end}");
        }
        assert_eq!(read(&whole[..]).unwrap().notes.len(), 2);
    }

    #[test]
    fn a_bad_line_before_the_last_is_an_error_with_its_number() {
        let error = read(&lines(&[HEADER, NOTE, "{\"note\":", NOTE])[..]).unwrap_err();
        assert!(error.to_string().starts_with("line 3: "), "{error}");
        let mut bytes = lines(&[HEADER, NOTE]);
        bytes.extend(b"\n\xff\n{}");
        let error = read(&bytes[..]).unwrap_err();
        assert!(error.to_string().starts_with("line 3: "), "{error}");
    }
}
