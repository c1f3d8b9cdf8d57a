use super::refusal::Refusal;
use std::ops::Range;

/// The cells of a table of text, and where each of them stands.
pub struct Table<'a> {
    text: &'a str,
    pub separator: char,
    pub header: Row,
    pub rows: Vec<Row>,
    values: Vec<Vec<String>>,
}

pub struct Row {
    /// From 1.
    pub line: usize,
    cells: Vec<Range<usize>>,
}

impl<'a> Table<'a> {
    /// The separator is the one that divides the first line into most cells.
    pub fn read(text: &'a str) -> Result<Self, Refusal> {
        let first = text.lines().find(|line| !line.trim().is_empty()).ok_or(Refusal::Empty)?;
        let most =
            |separator: &char| rows(first, *separator).map_or(0, |rows| rows.first().map_or(0, |r| r.cells.len()));
        let separator = ['\t', ';', ','].into_iter().max_by_key(most).expect("there are separators");
        let mut rows = rows(text, separator)?.into_iter();
        let header = rows.next().ok_or(Refusal::Empty)?;
        let rows: Vec<Row> = rows.collect();
        let values = std::iter::once(&header).chain(&rows);
        let values = values.map(|row| row.cells.iter().map(|at| value(&text[at.clone()])).collect()).collect();
        Ok(Self { text, separator, header, rows, values })
    }

    pub fn names(&self) -> &[String] {
        &self.values[0]
    }

    pub fn line(&self, row: usize) -> usize {
        self.rows[row].line
    }

    /// The text of a cell; empty if there is none.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.values[row + 1].get(column).map_or("", |value| value.trim())
    }

    /// Where a cell stands, its quotes included. The rows must all be as long as the first.
    pub fn at(&self, row: usize, column: usize) -> Range<usize> {
        self.rows[row].cells.get(column).cloned().unwrap_or(self.text.len()..self.text.len())
    }

    pub fn uneven(&self) -> Vec<Refusal> {
        let expected = self.header.cells.len();
        let uneven = self.rows.iter().filter(|row| row.cells.len() != expected);
        uneven.map(|row| Refusal::Cells { line: row.line, found: row.cells.len(), expected }).collect()
    }
}

/// All rows but empty ones.
fn rows(text: &str, separator: char) -> Result<Vec<Row>, Refusal> {
    let bytes = text.as_bytes();
    let separator = separator as u8;
    let ends = |at: usize| at == bytes.len() || [separator, b'\r', b'\n'].contains(&bytes[at]);
    let (mut rows, mut cells, mut line, mut from, mut at) = (Vec::new(), Vec::new(), 1, 0, 0);
    let mut first_line = 1;
    loop {
        if at == from && bytes.get(at) == Some(&b'"') {
            let opened = line;
            at += 1;
            loop {
                match bytes.get(at) {
                    None => return Err(Refusal::Quote { line: opened }),
                    Some(b'"') if bytes.get(at + 1) == Some(&b'"') => at += 1,
                    // A quote within a cell that was not doubled is text.
                    Some(b'"') if ends(at + 1) => break,
                    Some(b'\n') => line += 1,
                    Some(_) => {}
                }
                at += 1;
            }
            at += 1;
        }
        while !ends(at) {
            at += 1;
        }
        cells.push(from..at);
        let end = bytes.get(at).copied();
        if end == Some(separator) {
            at += 1;
            from = at;
            continue;
        }
        let is_empty = cells.len() == 1 && text[cells[0].clone()].trim().is_empty();
        let row = Row { line: first_line, cells: std::mem::take(&mut cells) };
        if !is_empty {
            rows.push(row);
        }
        if end.is_none() {
            return Ok(rows);
        }
        at += if bytes[at..].starts_with(b"\r\n") { 2 } else { 1 };
        line += 1;
        (from, first_line) = (at, line);
    }
}

fn value(cell: &str) -> String {
    match cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => cell.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<Vec<String>> {
        Table::read(text).map(|table| table.values).unwrap()
    }

    #[test]
    fn cells_are_found_with_their_lines() {
        let table = Table::read("a,\"b,1\"\r\n\r\n\"x\ny\",\"say \"\"hi\"\"\"\r\n1,\n").unwrap();
        assert_eq!(table.values, [vec!["a", "b,1"], vec!["x\ny", "say \"hi\""], vec!["1", ""]]);
        assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [3, 5]);
        assert_eq!(table.at(1, 1), 33..33);
        assert_eq!(shown("a;b;c,d\n"), [vec!["a", "b", "c,d"]]);
        assert_eq!(shown("a\tb\r1\t2"), [vec!["a", "b"], vec!["1", "2"]]);
        assert_eq!(shown("a,\"b \"c\" d\",e"), [vec!["a", "b \"c\" d", "e"]]);
    }

    #[test]
    fn what_is_no_table_is_told() {
        assert_eq!(Table::read("").err(), Some(Refusal::Empty));
        assert_eq!(Table::read("a,b\n1,\"2\n").err(), Some(Refusal::Quote { line: 2 }));
        let uneven = Table::read("a,b\n1\n1,2,3\n").unwrap().uneven();
        assert_eq!(
            uneven,
            [Refusal::Cells { line: 2, found: 1, expected: 2 }, Refusal::Cells { line: 3, found: 3, expected: 2 }]
        );
    }
}
