use super::{BODY_MAX, HEAD_MAX};
use crate::history::Reason;

/// Joins the chunks of a body as they come. It does not wait for a whole chunk: each part goes to the body at once.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Chunked {
    size: usize,
    state: State,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Size,
    /// So many bytes of the chunk are still to come.
    Data(usize),
    DataEnd,
    Trailers,
}

impl Chunked {
    /// Moves the bytes that have come from the buffer to the body; true once the last chunk and its trailers have come.
    /// A chunk that announces more than `most` bytes is refused.
    pub fn read(&mut self, buffer: &mut Vec<u8>, body: &mut Vec<u8>, most: usize) -> Result<bool, Reason> {
        loop {
            match self.state {
                State::Size => {
                    let bad = |_| Reason::NotHttp("a chunk without a valid size".into());
                    let (start, size) = match httparse::parse_chunk_size(bounded(buffer)).map_err(bad)? {
                        httparse::Status::Complete((start, size)) => {
                            (start, usize::try_from(size).unwrap_or(usize::MAX))
                        }
                        httparse::Status::Partial if buffer.len() > HEAD_MAX => {
                            return Err(Reason::TooLarge("a chunk extension of more than 64 KiB".into()));
                        }
                        httparse::Status::Partial => return Ok(false),
                    };
                    if size > most {
                        return Err(Reason::TooLarge(format!("a chunk of {size} bytes")));
                    }
                    buffer.drain(..start);
                    self.size = size;
                    self.state = if size == 0 { State::Trailers } else { State::Data(size) };
                }
                State::Data(left) => {
                    let here = left.min(buffer.len());
                    body.extend_from_slice(&buffer[..here]);
                    buffer.drain(..here);
                    if here < left {
                        self.state = State::Data(left - here);
                        return Ok(false);
                    }
                    self.state = State::DataEnd;
                }
                State::DataEnd if buffer.len() < 2 => return Ok(false),
                State::DataEnd if !buffer.starts_with(b"\r\n") => {
                    return Err(Reason::NotHttp(format!("a chunk that does not end after its {} bytes", self.size)));
                }
                State::DataEnd => {
                    buffer.drain(..2);
                    self.state = State::Size;
                }
                State::Trailers => {
                    let end = if buffer.starts_with(b"\r\n") {
                        Some(2)
                    } else {
                        bounded(buffer).windows(4).position(|w| w == b"\r\n\r\n").map(|at| at + 4)
                    };
                    if end.is_none() && buffer.len() > HEAD_MAX {
                        return Err(Reason::TooLarge("trailers of more than 64 KiB".into()));
                    }
                    let Some(end) = end else { return Ok(false) };
                    buffer.drain(..end);
                    return Ok(true);
                }
            }
            if body.len() > BODY_MAX {
                return Err(Reason::TooLarge("a body of more than 1 MiB".into()));
            }
        }
    }
}

/// The part of the buffer that is searched for the end of a chunk's size or of the trailers. Bytes beyond it do not
/// count, whether or not they came together with those before.
fn bounded(buffer: &[u8]) -> &[u8] {
    &buffer[..buffer.len().min(HEAD_MAX)]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads chunks that come in pieces of this size: the result, the body, and the bytes that follow the end.
    fn read(bytes: &[u8], piece: usize) -> (Result<bool, Reason>, Vec<u8>, Vec<u8>) {
        let (mut chunked, mut buffer, mut body) = (Chunked::default(), Vec::new(), Vec::new());
        let mut told = Ok(false);
        for part in bytes.chunks(piece) {
            buffer.extend_from_slice(part);
            if told == Ok(false) {
                told = chunked.read(&mut buffer, &mut body, BODY_MAX);
            }
        }
        (told, body, buffer)
    }

    #[test]
    fn chunks_are_put_together_whatever_the_pieces() {
        let bytes = b"1\r\na\r\nA;name=\"va\nlue\"\r\nbcdefghijk\r\n002 \r\nl\r\r\n0\r\nTrailer: x\r\nY:\r\n\r\nmore";
        for piece in 1..=bytes.len() {
            let (told, body, left) = read(bytes, piece);
            assert_eq!((told, body.as_slice(), left.as_slice()), (Ok(true), &b"abcdefghijkl\r"[..], &b"more"[..]));
        }
        assert_eq!(read(b"0\r\n\r\n\r\n\r\n", 100), (Ok(true), vec![], b"\r\n\r\n".to_vec()));
    }

    #[test]
    fn a_part_of_a_chunk_is_a_part_of_the_body_already() {
        let (mut chunked, mut buffer, mut body) = (Chunked::default(), Vec::new(), Vec::new());
        for (bytes, wanted) in [("5", ""), ("\r\n", ""), ("ab", "ab"), ("cde", "abcde"), ("\r", "abcde")] {
            buffer.extend_from_slice(bytes.as_bytes());
            let told = chunked.read(&mut buffer, &mut body, BODY_MAX);
            assert_eq!((told, body.as_slice()), (Ok(false), wanted.as_bytes()), "{bytes:?}");
        }
    }

    #[test]
    fn no_chunk_is_told_as_soon_as_it_is_seen() {
        let cases = [
            ("x", "a chunk without a valid size"),
            ("5\rx", "a chunk without a valid size"),
            ("10000000000000000\r\n", "a chunk without a valid size"),
            ("2\r\nabc\r", "a chunk that does not end after its 2 bytes"),
            ("2\r\nab\n\n", "a chunk that does not end after its 2 bytes"),
        ];
        for (bytes, why) in cases {
            for piece in [1, 100] {
                assert_eq!(read(bytes.as_bytes(), piece).0, Err(Reason::NotHttp(why.into())), "{bytes:?}");
            }
        }
    }

    #[test]
    fn what_is_beside_the_body_is_bounded() {
        let cases = [
            ("", "1;", "\r\n", "a chunk extension of more than 64 KiB"),
            ("0\r\n", "T: ", "\r\n\r\n", "trailers of more than 64 KiB"),
        ];
        for (before, start, end, why) in cases {
            let long = |size: usize, end: &str| {
                format!("{before}{start}{}{end}", "x".repeat(size - start.len() - end.len())).into_bytes()
            };
            for piece in [1 << 10, usize::MAX] {
                let (told, _, left) = read(&long(HEAD_MAX, ""), piece);
                assert_eq!((told, left.len()), (Ok(false), HEAD_MAX), "{start}");
                let (told, _, left) = read(&long(HEAD_MAX, end), piece);
                assert!(told.is_ok() && left.is_empty(), "{start}: {told:?}");
                for end in ["", end] {
                    let (told, _, _) = read(&long(HEAD_MAX + 1, end), piece);
                    assert_eq!(told, Err(Reason::TooLarge(why.into())), "{start}");
                }
            }
        }
    }

    #[test]
    fn a_chunk_of_the_most_is_one_and_one_more_byte_is_not() {
        let read = |size: usize, most: usize| {
            let mut body = Vec::new();
            let told = Chunked::default().read(&mut format!("{size:x}\r\nab").into_bytes(), &mut body, most);
            (told, body)
        };
        assert_eq!(read(0x1000, 0x1000), (Ok(false), b"ab".to_vec()));
        assert_eq!(read(0x1001, 0x1000), (Err(Reason::TooLarge("a chunk of 4097 bytes".into())), vec![]));
        assert_eq!(read(usize::MAX, usize::MAX), (Ok(false), b"ab".to_vec()));
    }

    #[test]
    fn a_body_of_the_most_is_one_and_one_more_byte_is_not() {
        let bytes = |last: usize| {
            let chunk = |size: usize| format!("{size:x}\r\n{}\r\n", "x".repeat(size));
            [chunk(BODY_MAX / 2), chunk(BODY_MAX / 2 - 7), chunk(last)].concat() + "0\r\n\r\n"
        };
        let (told, body, _) = read(bytes(7).as_bytes(), usize::MAX);
        assert_eq!((told, body.len()), (Ok(true), BODY_MAX));
        let (told, ..) = read(bytes(8).as_bytes(), usize::MAX);
        assert_eq!(told, Err(Reason::TooLarge("a body of more than 1 MiB".into())));
    }
}
