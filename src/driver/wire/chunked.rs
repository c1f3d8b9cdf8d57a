use super::{BODY_MAX, HEAD_MAX};
use crate::history::Lost;

/// Takes the chunks of a body apart, as far as they have come: a part of a chunk is a part of the body already.
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
    /// Moves what is there from the buffer to the body; true once the last chunk and its trailers were there.
    /// A chunk that announces more than `most` is none.
    pub fn read(&mut self, buffer: &mut Vec<u8>, body: &mut Vec<u8>, most: usize) -> Result<bool, Lost> {
        loop {
            match self.state {
                State::Size => {
                    let bad = |_| Lost::NotHttp("a chunk without a valid size".into());
                    let (start, size) = match httparse::parse_chunk_size(buffer).map_err(bad)? {
                        httparse::Status::Complete((start, size)) => {
                            (start, usize::try_from(size).unwrap_or(usize::MAX))
                        }
                        httparse::Status::Partial if buffer.len() > HEAD_MAX => {
                            return Err(Lost::TooLarge("a chunk extension of more than 64 KiB".into()));
                        }
                        httparse::Status::Partial => return Ok(false),
                    };
                    if size > most {
                        return Err(Lost::TooLarge(format!("a chunk of {size} bytes")));
                    }
                    buffer.drain(..start);
                    self.size = size;
                    self.state = if size == 0 { State::Trailers } else { State::Data(size) };
                }
                State::Data(left) => {
                    let here = left.min(buffer.len());
                    body.extend(buffer.drain(..here));
                    if here < left {
                        self.state = State::Data(left - here);
                        return Ok(false);
                    }
                    self.state = State::DataEnd;
                }
                State::DataEnd if buffer.len() < 2 => return Ok(false),
                State::DataEnd if !buffer.starts_with(b"\r\n") => {
                    return Err(Lost::NotHttp(format!("a chunk that does not end after its {} bytes", self.size)));
                }
                State::DataEnd => {
                    buffer.drain(..2);
                    self.state = State::Size;
                }
                State::Trailers => {
                    let end = if buffer.starts_with(b"\r\n") {
                        Some(2)
                    } else {
                        buffer.windows(4).position(|w| w == b"\r\n\r\n").map(|at| at + 4)
                    };
                    if end.is_none() && buffer.len() > HEAD_MAX {
                        return Err(Lost::TooLarge("trailers of more than 64 KiB".into()));
                    }
                    let Some(end) = end else { return Ok(false) };
                    buffer.drain(..end);
                    return Ok(true);
                }
            }
            if body.len() > BODY_MAX {
                return Err(Lost::TooLarge("a body of more than 1 MiB".into()));
            }
        }
    }
}
