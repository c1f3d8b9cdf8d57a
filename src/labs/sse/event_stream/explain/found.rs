use super::super::lines::Line;
use super::{MOST_TROUBLES, Trouble, TroubleKind};

/// Of one kind: a mistake tends to be made in every event.
const MOST_OF_A_KIND: usize = 3;

/// The longest excerpt of a line, in characters; where it is cut, one more says so.
const SHOWN: usize = 120;

#[derive(Default)]
pub struct Found(Vec<Trouble>);

/// A character of the stream, and what is around it.
pub struct Place {
    line: u64,
    column: u64,
    offset: u64,
    text: String,
}

impl Found {
    /// `position` is in bytes of the line's text.
    pub fn add(&mut self, kind: TroubleKind, line: &Line, position: usize) {
        if self.wants(kind) {
            self.push(kind, place(line, position));
        }
    }

    pub fn push(&mut self, kind: TroubleKind, place: Place) {
        if self.wants(kind) {
            let Place { line, column, offset, text } = place;
            self.0.push(Trouble { kind, line, column, offset, text });
        }
    }

    /// Checked before an excerpt is made of a line that may be long.
    fn wants(&self, kind: TroubleKind) -> bool {
        self.0.iter().filter(|trouble| trouble.kind == kind).count() < MOST_OF_A_KIND
    }

    pub fn has(&self, kind: TroubleKind) -> bool {
        self.0.iter().any(|trouble| trouble.kind == kind)
    }

    /// What came later shows that it was meant.
    pub fn forget(&mut self, kind: TroubleKind) {
        self.0.retain(|trouble| trouble.kind != kind);
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn sorted(mut self) -> Vec<Trouble> {
        self.0.sort_by_key(|trouble| trouble.offset);
        self.0.truncate(MOST_TROUBLES);
        self.0
    }
}

pub fn place(line: &Line, position: usize) -> Place {
    let (before, after) = line.text.split_at(position);
    let (left, right) = (before.chars().count(), after.chars().count());
    let start = left.saturating_sub(SHOWN / 2).min((left + right).saturating_sub(SHOWN));
    let mut text: String = line.text.chars().skip(start).take(SHOWN).collect();
    if start + SHOWN < left + right {
        text.push('…');
    }
    let mut column = left - start + 1;
    if start > 0 {
        text.insert(0, '…');
        column += 1;
    }
    Place { line: line.number, column: column as u64, offset: line.offset + raw_position(line.bytes, position), text }
}

/// Where a byte of the decoded text was before decoding: each replacement has three bytes, and stands for one to three.
fn raw_position(bytes: &[u8], position: usize) -> u64 {
    let (mut raw, mut decoded) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        let valid = chunk.valid().len();
        if position <= decoded + valid {
            return (raw + position - decoded) as u64;
        }
        raw += valid + chunk.invalid().len();
        decoded += valid + char::REPLACEMENT_CHARACTER.len_utf8();
    }
    raw as u64
}

#[cfg(test)]
mod tests {
    use super::super::super::lines::lines;
    use super::{Place, place};

    fn told(bytes: &[u8], position: usize) -> (u64, u64, String) {
        let line = lines(bytes).next().expect("a line");
        let Place { column, offset, text, .. } = place(&line, position);
        (column, offset, text)
    }

    #[test]
    fn a_short_line_is_whole() {
        assert_eq!(told("dâta: x".as_bytes(), 3), (3, 3, "dâta: x".into()));
        assert_eq!(told(b"abc", 3), (4, 3, "abc".into()));
        assert_eq!(told(&[b'x'; 120], 120).2, "x".repeat(120));
    }

    #[test]
    fn of_a_long_line_the_part_around_the_place_is_shown() {
        let line = format!("{}!{}", "é".repeat(1000), "è".repeat(1000));
        let (column, offset, text) = told(line.as_bytes(), 2000);
        assert_eq!((column, offset, text.chars().count()), (62, 2000, 122));
        assert_eq!(text.chars().nth(61), Some('!'));
        let (column, _, text) = told(line.as_bytes(), 0);
        assert_eq!((column, text), (1, format!("{}…", "é".repeat(120))));
        let (column, _, text) = told(line.as_bytes(), line.len());
        assert_eq!((column, text), (122, format!("…{}", "è".repeat(120))));
    }

    #[test]
    fn offsets_count_the_bytes_that_came() {
        let decoded = "a\u{fffd}\u{fffd}b".len();
        assert_eq!(told(b"a\xe2\x82\xffb!", decoded), (5, 5, "a\u{fffd}\u{fffd}b!".into()));
        assert_eq!(told(b"a\xff", 1), (2, 1, "a\u{fffd}".into()));
    }
}
