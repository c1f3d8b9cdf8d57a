use std::borrow::Cow;

/// The byte order mark in UTF-8: one at the start of a stream is no part of it.
pub const BOM: &[u8] = "\u{feff}".as_bytes();

/// One line of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<'a> {
    /// From 1.
    pub number: u64,
    /// Where it starts, in bytes of the stream.
    pub offset: u64,
    /// Without its end.
    pub bytes: &'a [u8],
    /// Decoded; what is not UTF-8 is replaced.
    pub text: Cow<'a, str>,
    /// Only the last line can have no end.
    pub ended: bool,
}

/// The lines of a stream, without the byte order mark at its start.
pub fn lines(bytes: &[u8]) -> Lines<'_> {
    let rest = bytes.strip_prefix(BOM).unwrap_or(bytes);
    Lines { rest, number: 0, offset: (bytes.len() - rest.len()) as u64 }
}

#[derive(Debug, Clone)]
pub struct Lines<'a> {
    rest: &'a [u8],
    number: u64,
    offset: u64,
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        let length = line_length(self.rest);
        let (bytes, rest) = self.rest.split_at(length);
        let after = rest.strip_prefix(b"\r\n").or_else(|| rest.get(1..)).unwrap_or_default();
        let (offset, ended) = (self.offset, !rest.is_empty());
        self.number += 1;
        self.offset += (self.rest.len() - after.len()) as u64;
        self.rest = after;
        Some(Line { number: self.number, offset, bytes, text: String::from_utf8_lossy(bytes), ended })
    }
}

/// How many bytes come before the first line end, or all.
pub fn line_length(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn lines_end_with_lf_cr_or_both() {
        let told: Vec<_> = lines(b"\xef\xbb\xbfa\r\n\nb\r\rc\xff")
            .map(|line| (line.number, line.offset, line.text, line.ended))
            .collect();
        let expected =
            [(1, 3, "a", true), (2, 6, "", true), (3, 7, "b", true), (4, 9, "", true), (5, 10, "c\u{fffd}", false)];
        assert_eq!(told, expected.map(|(number, offset, text, ended)| (number, offset, text.into(), ended)));
        assert_eq!(lines(b"").count(), 0);
        assert_eq!(lines(b"\r\n").count(), 1);
    }
}
