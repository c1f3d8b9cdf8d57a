use super::field::Field;
use super::item::{Event, Item, Pending, SizeBound};
use super::lines::{BOM, line_length};
use super::{DATA_MAX, ID_MAX, LINE_MAX};
use std::borrow::Cow;
use std::mem::take;

/// Reads an event stream from bytes in any pieces.
///
/// Its time is linear in the number of bytes and its memory bounded, whatever is sent; and what it says does not
/// depend on where the pieces end. Decoding each line by itself gives what decoding the whole would, since no byte of
/// a line end can be part of another character.
#[derive(Debug)]
pub struct Scanner {
    /// The line that has not ended yet, as far as it is kept.
    line: Vec<u8>,
    /// It is longer than that: its rest is skipped.
    overlong: bool,
    /// Its number, from 1.
    number: u64,
    /// The last byte was a CR: an LF right after it belongs to the same line end.
    after_cr: bool,
    /// How many bytes have been read.
    at: u64,
    block: Block,
    /// The standard's "last event ID buffer": it outlives the block that set it.
    id: String,
    /// The standard's "last event ID string": the buffer as it was when the last block ended.
    last_id: String,
}

/// What has come since the last empty line.
#[derive(Debug, Default)]
struct Block {
    /// Its first line.
    line: Option<u64>,
    kind: String,
    /// Each value and an LF after it.
    data: String,
    own_id: bool,
    /// A part of it was too long: it is read to its end, and not dispatched.
    skipped: bool,
}

impl Default for Scanner {
    fn default() -> Self {
        Self::new()
    }
}

impl Scanner {
    pub fn new() -> Self {
        Self {
            line: vec![],
            overlong: false,
            number: 1,
            after_cr: false,
            at: 0,
            block: Block::default(),
            id: String::new(),
            last_id: String::new(),
        }
    }

    pub fn push(&mut self, mut bytes: &[u8]) -> Vec<Item> {
        let mut items = vec![];
        while let Some(&first) = bytes.first() {
            if take(&mut self.after_cr) && first == b'\n' {
                self.at += 1;
                bytes = &bytes[1..];
                continue;
            }
            let (part, rest) = bytes.split_at(line_length(bytes));
            self.keep(part, &mut items);
            bytes = rest;
            if let Some((&end, rest)) = rest.split_first() {
                self.at += 1;
                self.after_cr = end == b'\r';
                self.end_line(&mut items);
                bytes = rest;
            }
        }
        items
    }

    /// What a browser sends as `Last-Event-ID` when it reconnects now: blocks without data count too.
    pub fn last_id(&self) -> &str {
        &self.last_id
    }

    /// The stream is over: what of it is never dispatched.
    pub fn end(self) -> Option<Pending> {
        let rest = self.text().into_owned();
        let Block { line, kind, mut data, own_id, skipped } = self.block;
        let said = matches!(Field::of(&rest), Field::Named { name, .. } if !name.is_empty());
        if !said && kind.is_empty() && data.is_empty() && !own_id && !skipped {
            return None;
        }
        data.pop();
        Some(Pending { line: line.unwrap_or(self.number), kind, data, rest })
    }

    /// Takes a part of a line, as far as there is room.
    fn keep(&mut self, part: &[u8], items: &mut Vec<Item>) {
        let room = LINE_MAX - self.line.len();
        if part.len() <= room {
            self.line.extend_from_slice(part);
        } else if !self.overlong {
            self.line.extend_from_slice(&part[..room]);
            self.overlong = true;
            items.push(Item::TooLong { what: SizeBound::Line, line: self.number, at: self.at + room as u64 + 1 });
        }
        self.at += part.len() as u64;
    }

    /// The line as text, without the byte order mark of the stream.
    fn text(&self) -> Cow<'_, str> {
        let mark: &[u8] = if self.number == 1 { BOM } else { b"" };
        String::from_utf8_lossy(self.line.strip_prefix(mark).unwrap_or(&self.line))
    }

    fn end_line(&mut self, items: &mut Vec<Item>) {
        let text = self.text().into_owned();
        if text.is_empty() {
            self.dispatch(items);
        } else {
            self.block.line.get_or_insert(self.number);
            self.field(Field::of(&text), items);
        }
        self.line.clear();
        self.overlong = false;
        self.number += 1;
    }

    fn field(&mut self, field: Field, items: &mut Vec<Item>) {
        match field {
            Field::Named { name: "data" | "event", .. } if self.overlong => self.skip_block(),
            _ if self.overlong => {}
            Field::Comment(text) => items.push(Item::Comment { text: text.into(), line: self.number, at: self.at }),
            Field::Named { name: "data", value } => self.data(value, items),
            Field::Named { name: "event", value } => self.block.kind = value.into(),
            Field::Named { name: "id", value } if value.len() > ID_MAX => {
                items.push(Item::TooLong { what: SizeBound::Id, line: self.number, at: self.at });
            }
            Field::Named { name: "id", value } if !value.contains('\0') => {
                self.id = value.into();
                self.block.own_id = true;
            }
            Field::Named { name: "retry", value } if is_number(value) => {
                items.push(Item::Retry(value.parse().unwrap_or(u64::MAX)));
            }
            Field::Named { .. } => {}
        }
    }

    fn data(&mut self, value: &str, items: &mut Vec<Item>) {
        if self.block.skipped {
            return;
        }
        if self.block.data.len() + value.len() > DATA_MAX {
            items.push(Item::TooLong { what: SizeBound::Data, line: self.number, at: self.at });
            return self.skip_block();
        }
        self.block.data.push_str(value);
        self.block.data.push('\n');
    }

    fn skip_block(&mut self) {
        self.block.skipped = true;
        self.block.data = String::new();
    }

    fn dispatch(&mut self, items: &mut Vec<Item>) {
        let Block { line, kind, mut data, own_id, skipped } = take(&mut self.block);
        if own_id {
            self.last_id.clone_from(&self.id);
        }
        if skipped || data.pop().is_none() {
            return;
        }
        let kind = if kind.is_empty() { "message".into() } else { kind };
        let line = line.unwrap_or(self.number);
        items.push(Item::Event(Event { kind, data, id: self.id.clone(), own_id, line, at: self.at }));
    }
}

/// ASCII digits only: no sign, no space, no unit.
pub fn is_number(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(scanner: &Scanner) -> usize {
        scanner.line.capacity()
            + scanner.block.data.capacity()
            + scanner.block.kind.capacity()
            + scanner.id.capacity()
            + scanner.last_id.capacity()
    }

    /// Whatever comes without an end, no more is held than a line, its text and an event's data.
    #[test]
    fn memory_is_bounded() {
        let endless: [(&str, &[u8]); 7] = [
            ("a line", b"xxxxxxxxxxxxxxxx"),
            ("data lines", b"data: xxxxxxxx\n"),
            ("empty data", b"data\n"),
            ("types", b"event: xxxxxxxx\n"),
            ("ids", b"id: xxxxxxxx\n\n"),
            ("unknown fields", b"xxxxxxxx\n"),
            ("bytes that are not UTF-8", &[0xff; 16]),
        ];
        for (name, piece) in endless {
            let mut scanner = Scanner::new();
            let chunk = piece.repeat(64 * 1024 / piece.len());
            let mut most = 0;
            for _ in 0..64 {
                let items = scanner.push(&chunk);
                assert!(items.len() <= 1, "{name}: {} items", items.len());
                most = most.max(held(&scanner));
            }
            assert!(most <= 2 * (LINE_MAX + DATA_MAX + ID_MAX), "{name}: {most} bytes are held");
        }
    }
}
