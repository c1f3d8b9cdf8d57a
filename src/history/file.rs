use super::{Effort, FORMAT, Header, Noise, Note, Operation, Record};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

/// A whole run, in memory.
#[derive(Debug, Clone)]
pub struct History {
    pub header: Header,
    pub contract: Option<serde_json::Value>,
    pub operations: Vec<Operation>,
    pub noise: Vec<Noise>,
    pub efforts: Vec<Effort>,
    pub notes: Vec<Note>,
    /// Absent when the run did not come to its end.
    pub end: Option<super::Nanos>,
}

impl History {
    pub fn new(header: Header) -> Self {
        Self { header, contract: None, operations: vec![], noise: vec![], efforts: vec![], notes: vec![], end: None }
    }

    pub fn push(&mut self, record: Record) {
        match record {
            Record::Header(header) => self.header = *header,
            Record::Contract(contract) => self.contract = Some(contract),
            Record::Operation(operation) => self.operations.push(*operation),
            Record::Noise(noise) => self.noise.push(noise),
            Record::Effort(effort) => self.efforts.push(effort),
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
        let mut line = serde_json::to_vec(record)?;
        line.push(b'\n');
        self.file.write_all(&line)
    }
}

/// Why a file is not a history that this version reads.
#[derive(Debug)]
pub enum Load {
    Io(io::Error),
    Line { number: usize, why: String },
    Format { found: String },
    Empty,
}

impl std::fmt::Display for Load {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Load::Io(error) => write!(f, "{error}"),
            Load::Line { number, why } => write!(f, "line {number}: {why}"),
            Load::Format { found } => {
                write!(f, "line 1: this is {found:?}, and this version of lab reads {FORMAT:?} only")
            }
            Load::Empty => write!(f, "the file holds no line"),
        }
    }
}

/// Reads a saved history. A last line cut short by a crash is left out; any other bad line is an error.
pub fn load(path: &Path) -> Result<History, Load> {
    read(BufReader::new(File::open(path).map_err(Load::Io)?))
}

fn read(file: impl BufRead) -> Result<History, Load> {
    // Bytes and not text: a line may be cut in the middle of a character.
    let mut lines = file.split(b'\n');
    let first = lines.next().ok_or(Load::Empty)?.map_err(Load::Io)?;
    let mut history = History::new(header(&first)?);
    let mut bad: Option<Load> = None;
    for (index, line) in lines.enumerate() {
        let line = line.map_err(Load::Io)?;
        if let Some(error) = bad {
            return Err(error);
        }
        match serde_json::from_slice(&line) {
            Ok(record) => history.push(record),
            Err(why) => bad = Some(Load::Line { number: index + 2, why: why.to_string() }),
        }
    }
    Ok(history)
}

fn header(line: &[u8]) -> Result<Header, Load> {
    let at_first = |why: String| Load::Line { number: 1, why };
    let value: serde_json::Value = serde_json::from_slice(line).map_err(|e| at_first(e.to_string()))?;
    let format = value.pointer("/header/format").and_then(|f| f.as_str());
    match format {
        None => return Err(at_first("this is not the header of a history".into())),
        Some(found) if found != FORMAT => return Err(Load::Format { found: found.into() }),
        Some(_) => {}
    }
    match serde_json::from_value(value) {
        Ok(Record::Header(header)) => Ok(*header),
        Ok(_) => Err(at_first("the header must come first".into())),
        Err(why) => Err(at_first(why.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = r#"{"header":{"format":"lab-history/1","lab_version":"","started":"","seed":0,"target":"",
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
