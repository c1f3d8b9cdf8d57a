//! The head of an answer, read from bytes that come in any pieces.

use super::{HEAD_MAX, HEADERS_MAX};
use crate::history::Reason;

/// A head, with its interim answers (1xx) left out.
#[derive(Debug, PartialEq, Eq)]
pub struct Head {
    /// 0 of HTTP/1.0, 1 of HTTP/1.1.
    pub minor_version: u8,
    pub code: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
}

/// How many characters of a target's words are quoted in an error.
pub const SHOWN: usize = 60;
/// The most interim answers before the final one.
const INTERIM_MAX: u8 = 10;

/// Takes the head of one answer from a buffer that grows.
#[derive(Debug, Default)]
pub struct HeadReader {
    attempts: Attempts,
    interim: u8,
}

impl HeadReader {
    /// Takes the head from the buffer once it is whole, and the interim answers before it. Nothing if more bytes are
    /// needed.
    pub fn read(&mut self, buffer: &mut Vec<u8>) -> Result<Option<Head>, Reason> {
        while self.attempts.is_due(buffer) {
            let Some((length, head)) = parse(buffer)? else { return Ok(None) };
            buffer.drain(..length);
            self.attempts = Attempts::default();
            if !(100..200).contains(&head.code) || head.code == 101 {
                return Ok(Some(head));
            }
            self.interim += 1;
            if self.interim > INTERIM_MAX {
                return Err(Reason::TooLarge(format!("more than {INTERIM_MAX} interim answers (1xx)")));
            }
        }
        Ok(None)
    }
}

/// The head that these bytes begin with, and how many of them it is.
fn parse(bytes: &[u8]) -> Result<Option<(usize, Head)>, Reason> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS_MAX];
    let mut head = httparse::Response::new(&mut headers);
    // Bytes beyond the bound do not count, whether or not they came together with those before.
    match head.parse(&bytes[..bytes.len().min(HEAD_MAX)]) {
        Ok(httparse::Status::Complete(length)) => {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let headers = head.headers.iter().map(|h| (h.name.to_ascii_lowercase(), text(h.value))).collect();
            let (minor_version, code) = (head.version.unwrap_or_default(), head.code.unwrap_or_default());
            Ok(Some((length, Head { minor_version, code, headers })))
        }
        Ok(httparse::Status::Partial) if bytes.len() <= HEAD_MAX => Ok(None),
        Ok(httparse::Status::Partial) => Err(Reason::TooLarge("a head of more than 64 KiB".into())),
        Err(httparse::Error::TooManyHeaders) => Err(Reason::TooLarge(format!("more than {HEADERS_MAX} headers"))),
        Err(error) => Err(not_http(&error.to_string(), bytes)),
    }
}

/// Why these bytes are no answer, with the first of them.
pub fn not_http(why: &str, bytes: &[u8]) -> Reason {
    let start = &bytes[..bytes.len().min(4 * SHOWN)];
    let start: String = String::from_utf8_lossy(start).chars().take(SHOWN).collect();
    Reason::NotHttp(format!("{why}: {start:?}"))
}

/// When to parse a head that was not whole yet.
///
/// Each parse starts at the first byte again: after every byte, it would take time as the square of the size of the
/// head. So a head is parsed at the end of each line, because only there can it become whole, and a bad line is told
/// there. There are few such ends: a head has at most [`HEADERS_MAX`] headers. Between them it is parsed each time that
/// it has grown by an eighth, so that bytes which are no HTTP are told soon, also if their line never ends.
#[derive(Debug, Default)]
struct Attempts {
    /// Bytes that were searched for the ends of lines.
    searched: usize,
    /// Whether anything but empty lines has come: any number of them may come before a head.
    begun: bool,
    /// Bytes that there were at the last attempt.
    parsed: usize,
}

impl Attempts {
    fn is_due(&mut self, buffer: &[u8]) -> bool {
        let mut line_ended = false;
        for byte in &buffer[self.searched..] {
            match byte {
                b'\n' => line_ended |= self.begun,
                b'\r' => {}
                _ => self.begun = true,
            }
        }
        self.searched = buffer.len();
        let came = buffer.len() - self.parsed;
        let is_due = line_ended || came > self.parsed / 8 || buffer.len() > HEAD_MAX;
        if is_due {
            self.parsed = buffer.len();
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads bytes that come in pieces of this size, until a head or an error is told: how many had come by then.
    fn read(bytes: &[u8], piece: usize) -> (usize, Result<Option<Head>, Reason>) {
        let (mut reader, mut buffer) = (HeadReader::default(), Vec::new());
        let mut came = 0;
        for part in bytes.chunks(piece) {
            buffer.extend_from_slice(part);
            came += part.len();
            match reader.read(&mut buffer) {
                Ok(None) => {}
                told => return (came, told),
            }
        }
        (came, Ok(None))
    }

    fn code(bytes: &str) -> u16 {
        let (_, told) = read(bytes.as_bytes(), 1);
        told.unwrap().expect("a head").code
    }

    /// A head of so many bytes, in one header.
    fn head_of(size: usize) -> Vec<u8> {
        let (start, end) = ("HTTP/1.1 200 OK\r\nX: ", "\r\n\r\n");
        format!("{start}{}{end}", "y".repeat(size - start.len() - end.len())).into_bytes()
    }

    /// The sizes that a head has when it is parsed, of one that comes byte by byte.
    fn parsed_at(head: &[u8]) -> Vec<usize> {
        let mut attempts = Attempts::default();
        (1..=head.len()).filter(|&size| attempts.is_due(&head[..size])).collect()
    }

    #[test]
    fn a_head_that_comes_byte_by_byte_is_not_parsed_at_every_byte() {
        let size = 60 << 10;
        let line = head_of(size);
        let header = format!("X: {}\r\n", "y".repeat(size / HEADERS_MAX - 6));
        let lines = format!("HTTP/1.1 200 OK\r\n{}\r\n", header.repeat(HEADERS_MAX)).into_bytes();
        let blank = b"\r\n".repeat(size / 2);
        for (head, most) in [(&line, 100), (&lines, 200), (&blank, 100)] {
            let at = parsed_at(head);
            assert!(at.len() <= most, "{} times", at.len());
        }
        let work: usize = parsed_at(&line).iter().sum();
        assert!(work <= 12 * line.len(), "{work} bytes parsed of {}", line.len());
    }

    #[test]
    fn a_head_is_parsed_when_a_line_has_ended_and_when_an_eighth_more_has_come() {
        let line = parsed_at(&[b'y'; 40]);
        assert_eq!(line, [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 19, 22, 25, 29, 33, 38]);
        let mut lines = [b'y'; 40];
        lines[34] = b'\n';
        assert_eq!(parsed_at(&lines)[15..], [29, 33, 35, 40]);
        assert_eq!(parsed_at(&b"\r\n".repeat(20)), line, "empty lines before a head are none of it");
        // Bytes that come together are parsed once.
        let mut attempts = Attempts::default();
        assert!(attempts.is_due(&lines) && !attempts.is_due(&lines));
        assert!(!Attempts::default().is_due(b""));
    }

    #[test]
    fn what_is_no_http_is_told_at_once_and_a_bad_line_with_its_end() {
        let good = format!("HTTP/1.1 200 OK\r\nX: {}\r\n", "y".repeat(500));
        let cases = [
            ("", "SSH-2.0-OpenSSH\r\n", 1),
            ("HTTP/1.", "2 200 OK\r\n", 1),
            (&good, "no colon\r\n", 10),
            (&good, "no colon\n", 9),
            (&good, ": no name\r\n", 11),
        ];
        for (good, bad, after) in cases {
            let (came, told) = read(format!("{good}{bad}").as_bytes(), 1);
            assert!(matches!(told, Err(Reason::NotHttp(_))), "{bad}: {told:?}");
            assert!(came > good.len() && came <= good.len() + after, "{bad}: told after {came} of {}", good.len());
        }
        // Within a line, and nothing follows.
        let (came, told) = read(format!("{good}X: {}\0{}", "y".repeat(100), "y".repeat(100)).as_bytes(), 1);
        assert!(matches!(told, Err(Reason::NotHttp(_))), "{told:?}");
        assert!(came <= (good.len() + 103) * 9 / 8 + 1, "told after {came}");
    }

    #[test]
    fn the_start_of_what_is_no_http_is_quoted() {
        assert_eq!(not_http("why", b"SSH\r\n"), Reason::NotHttp("why: \"SSH\\r\\n\"".into()));
        for long in ["é".repeat(300), "y".repeat(61)] {
            let Reason::NotHttp(text) = not_http("why", long.as_bytes()) else { panic!("another loss") };
            assert_eq!(text, format!("why: {:?}", long.chars().take(60).collect::<String>()));
        }
        // Characters of four bytes are quoted as far as others.
        let Reason::NotHttp(text) = not_http("", "🦀".repeat(61).as_bytes()) else { panic!("another loss") };
        assert_eq!(text.chars().filter(|&c| c == '🦀').count(), 60);
    }

    #[test]
    fn a_head_of_the_most_that_is_read_is_one() {
        for piece in [1, 4096, HEAD_MAX] {
            let (came, told) = read(&head_of(HEAD_MAX), piece);
            assert!(matches!(told, Ok(Some(Head { code: 200, .. }))), "{piece}: {told:?}");
            assert_eq!(came, HEAD_MAX);
            let (came, told) = read(&head_of(HEAD_MAX + 9)[..HEAD_MAX], piece);
            assert_eq!((came, told), (HEAD_MAX, Ok(None)), "{piece}");
        }
        for piece in [1, 3 << 10, 1 << 20] {
            let (came, told) = read(&head_of(HEAD_MAX + 1), piece);
            assert!(matches!(told, Err(Reason::TooLarge(_))), "{piece}: {told:?}");
            assert_eq!(came, HEAD_MAX + 1, "{piece}");
        }
        // It is told at the byte that is too many, also if that does not end a line.
        let (came, told) = read(&head_of(HEAD_MAX + 9), 1);
        assert!(matches!(told, Err(Reason::TooLarge(_))), "{told:?}");
        assert_eq!(came, HEAD_MAX + 1);
    }

    #[test]
    fn no_more_headers_than_are_read_are_accepted() {
        let head = |headers: usize| format!("HTTP/1.1 200 OK\r\n{}\r\n", "X: y\r\n".repeat(headers));
        for piece in [1, 4096] {
            let (_, told) = read(head(100).as_bytes(), piece);
            assert_eq!(told.unwrap().expect("a head").headers.len(), 100);
            let (_, told) = read(head(101).as_bytes(), piece);
            assert!(matches!(&told, Err(Reason::TooLarge(why)) if why == "more than 100 headers"), "{told:?}");
        }
    }

    #[test]
    fn names_are_lower_case_and_values_as_they_came() {
        let (_, told) = read(b"HTTP/1.1 200 OK\nX-Yes:  No \nX-YES: \xe9\n\n", 3);
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(told.unwrap().expect("a head").headers, [pair("x-yes", "No"), pair("x-yes", "\u{fffd}")]);
    }

    #[test]
    fn ten_interim_answers_are_left_out_and_eleven_are_too_many() {
        let answer = |interim: usize| {
            let interim = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n".repeat(interim);
            format!("{interim}HTTP/1.1 204 No Content\r\n\r\n").into_bytes()
        };
        for piece in [1, 4096] {
            let (_, told) = read(&answer(10), piece);
            assert_eq!(told.unwrap(), Some(Head { minor_version: 1, code: 204, headers: vec![] }));
            let (_, told) = read(&answer(11), piece);
            assert!(
                matches!(&told, Err(Reason::TooLarge(why)) if why == "more than 10 interim answers (1xx)"),
                "{told:?}"
            );
        }
        // Only an interim answer is there, and all of it.
        assert_eq!(read(b"HTTP/1.1 100 Continue\r\n\r\n", 100).1, Ok(None));
    }

    #[test]
    fn what_is_interim_is_told_by_its_code() {
        let then = "HTTP/1.1 204 No Content\r\n\r\n";
        for interim in [100, 102, 199] {
            assert_eq!(code(&format!("HTTP/1.1 {interim} So\r\n\r\n{then}")), 204);
        }
        for last in [99, 101, 200] {
            assert_eq!(code(&format!("HTTP/1.1 {last:03} So\r\n\r\n{then}")), last);
        }
    }

    #[test]
    fn what_follows_a_head_stays_in_the_buffer() {
        let mut buffer = b"\r\n\nHTTP/1.0 200\n\n{}".to_vec();
        let head = HeadReader::default().read(&mut buffer).unwrap();
        assert_eq!(head, Some(Head { minor_version: 0, code: 200, headers: vec![] }));
        assert_eq!(buffer, b"{}");
    }
}
