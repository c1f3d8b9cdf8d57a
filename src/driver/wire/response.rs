use super::chunked::Chunked;
use super::{BODY_MAX, HEAD_MAX, HEADERS_MAX};
use crate::history::Lost;

/// A whole answer, as it came: nothing decoded, followed or repaired.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Response {
    pub code: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Bytes after the end that the head announced.
    pub extra: usize,
}

impl Response {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

/// How far an answer has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// The head is not whole yet.
    Head,
    /// The head is there, the body is not.
    Body,
    Done,
}

/// How many characters of a target's words are quoted in an error.
const SHOWN: usize = 60;

/// Reads one answer from bytes in any pieces.
#[derive(Debug, Default)]
pub struct Parser {
    buffer: Vec<u8>,
    response: Option<Response>,
    framing: Framing,
    done: bool,
    interim: u8,
    listening: bool,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Framing {
    /// No body at all: 204 and 304.
    #[default]
    None,
    /// So many bytes are still to come of all that were announced.
    Length {
        left: usize,
        of: usize,
    },
    Chunked(Chunked),
    /// The body ends with the connection.
    Close,
    /// An event stream has no end: the first bytes of its body are the answer.
    Stream,
}

impl Parser {
    /// For one who listens to a stream: whatever its type, its body is all that comes, and is taken as it comes.
    pub fn listening() -> Self {
        Self { listening: true, ..Self::default() }
    }

    /// The head, once it was whole.
    pub fn head(&self) -> Option<&Response> {
        self.response.as_ref()
    }

    /// What has come of the body since it was taken last.
    pub fn take_body(&mut self) -> Vec<u8> {
        self.response.as_mut().map(|response| std::mem::take(&mut response.body)).unwrap_or_default()
    }

    pub fn push(&mut self, bytes: &[u8]) -> Result<Progress, Lost> {
        self.buffer.extend_from_slice(bytes);
        if self.response.is_none() && !self.read_head()? {
            return Ok(Progress::Head);
        }
        self.read_body()?;
        Ok(if self.done { Progress::Done } else { Progress::Body })
    }

    /// The connection has ended: the answer that it makes, if it makes one.
    pub fn end(&mut self) -> Result<(), Lost> {
        match (&self.response, self.framing) {
            _ if self.done => Ok(()),
            (None, _) if self.buffer.is_empty() => Err(Lost::Cut("closed without a byte".into())),
            (None, _) => Err(self.not_http("closed inside the head")),
            (Some(_), Framing::Close | Framing::Stream) => {
                self.done = true;
                Ok(())
            }
            (Some(_), Framing::Length { left, of }) => {
                let came = of - left;
                Err(Lost::Cut(format!("closed after {came} of the {of} bytes that Content-Length announced")))
            }
            (Some(_), _) => Err(Lost::Cut("closed before the last chunk".into())),
        }
    }

    /// The answer; what is left in the buffer came after its end.
    pub fn finish(self) -> Response {
        let mut response = self.response.unwrap_or_default();
        response.extra = self.buffer.len();
        response
    }

    /// Whether the answer says itself where it ends, so that bytes after it are worth a look.
    pub fn says_its_end(&self) -> bool {
        self.response.is_some() && !matches!(self.framing, Framing::Close | Framing::Stream)
    }

    /// Whether more bytes after the end would still tell something.
    pub fn watched(&self) -> bool {
        self.buffer.len() < HEAD_MAX
    }

    fn read_head(&mut self) -> Result<bool, Lost> {
        loop {
            let mut headers = [httparse::EMPTY_HEADER; HEADERS_MAX];
            let mut head = httparse::Response::new(&mut headers);
            let length = match head.parse(&self.buffer) {
                Ok(httparse::Status::Complete(length)) => length,
                Ok(httparse::Status::Partial) if self.buffer.len() <= HEAD_MAX => return Ok(false),
                Ok(httparse::Status::Partial) => return Err(Lost::TooLarge("a head of more than 64 KiB".into())),
                Err(httparse::Error::TooManyHeaders) => {
                    return Err(Lost::TooLarge(format!("more than {HEADERS_MAX} headers")));
                }
                Err(error) => return Err(self.not_http(&error.to_string())),
            };
            let code = head.code.unwrap_or_default();
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let headers: Vec<_> = head.headers.iter().map(|h| (h.name.to_ascii_lowercase(), text(h.value))).collect();
            self.buffer.drain(..length);
            if (100..200).contains(&code) && code != 101 {
                self.interim += 1;
                if self.interim > 10 {
                    return Err(Lost::TooLarge("more than 10 interim answers (1xx)".into()));
                }
                continue;
            }
            self.framing = framing(code, &headers, self.listening)?;
            self.response = Some(Response { code, headers, ..Response::default() });
            return Ok(true);
        }
    }

    fn read_body(&mut self) -> Result<(), Lost> {
        let Some(response) = self.response.as_mut().filter(|_| !self.done) else { return Ok(()) };
        match self.framing {
            Framing::None => self.done = true,
            Framing::Length { left, of } => {
                let here = left.min(self.buffer.len());
                response.body.extend(self.buffer.drain(..here));
                self.framing = Framing::Length { left: left - here, of };
                self.done = here == left;
            }
            Framing::Close => response.body.append(&mut self.buffer),
            Framing::Stream => {
                response.body.append(&mut self.buffer);
                self.done = !response.body.is_empty();
            }
            Framing::Chunked(mut chunked) => {
                let most = if self.listening { usize::MAX } else { BODY_MAX };
                self.done = chunked.read(&mut self.buffer, &mut response.body, most)?;
                self.framing = Framing::Chunked(chunked);
            }
        }
        if response.body.len() > BODY_MAX {
            return Err(Lost::TooLarge("a body of more than 1 MiB".into()));
        }
        Ok(())
    }

    fn not_http(&self, why: &str) -> Lost {
        let start = &self.buffer[..self.buffer.len().min(4 * SHOWN)];
        let start: String = String::from_utf8_lossy(start).chars().take(SHOWN).collect();
        Lost::NotHttp(format!("{why}: {start:?}"))
    }
}

fn framing(code: u16, headers: &[(String, String)], listening: bool) -> Result<Framing, Lost> {
    let all = |name: &str| headers.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.trim()).collect::<Vec<_>>();
    if matches!(code, 204 | 304) {
        return Ok(Framing::None);
    }
    let chunked = all("transfer-encoding").iter().any(|v| v.to_ascii_lowercase().ends_with("chunked"));
    if !listening && all("content-type").iter().any(|v| v.to_ascii_lowercase().starts_with("text/event-stream")) {
        return Ok(Framing::Stream);
    }
    if chunked {
        return Ok(Framing::Chunked(Chunked::default()));
    }
    let lengths = all("content-length");
    match lengths.first() {
        None => Ok(Framing::Close),
        Some(first) if lengths.iter().any(|other| other != first) => {
            let lengths: String = lengths.join(", ").chars().take(SHOWN).collect();
            Err(Lost::NotHttp(format!("two different Content-Length headers: {lengths}")))
        }
        // Digits and nothing else: Rust would read a plus too.
        Some(first) => match first.parse().ok().filter(|_| first.bytes().all(|byte| byte.is_ascii_digit())) {
            // Of a stream nobody waits for the end.
            Some(length) if length <= BODY_MAX || listening => Ok(Framing::Length { left: length, of: length }),
            Some(length) => Err(Lost::TooLarge(format!("a Content-Length of {length} bytes"))),
            None => {
                let first: String = first.chars().take(SHOWN).collect();
                Err(Lost::NotHttp(format!("Content-Length: {first}")))
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The answer that bytes make, whole, and byte by byte: both must agree, but for the excerpt in an error.
    fn read(bytes: &[u8]) -> Result<Response, Lost> {
        let run = |piece: usize| {
            let mut parser = Parser::default();
            for part in bytes.chunks(piece) {
                parser.push(part)?;
            }
            parser.end()?;
            Ok(parser.finish())
        };
        let whole = run(bytes.len().max(1));
        assert_eq!(run(1).ok(), whole.clone().ok(), "byte by byte");
        whole
    }

    fn body(bytes: &str) -> String {
        String::from_utf8(read(bytes.as_bytes()).unwrap().body).unwrap()
    }

    #[test]
    fn every_framing_is_read() {
        assert_eq!(body("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"), "{}");
        assert_eq!(body("HTTP/1.0 200 OK\r\n\r\n{}"), "{}");
        assert_eq!(
            body("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;x=y\r\n{\r\n1\r\n}\r\n0\r\nT: v\r\n\r\n"),
            "{}"
        );
        assert_eq!(body("HTTP/1.1 200\r\ncontent-length: 0\r\n\r\n"), "");
        assert_eq!(body("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n"), "");
    }

    #[test]
    fn bytes_after_a_204_are_counted() {
        let response = read(b"HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n{}").unwrap();
        assert_eq!((response.code, response.extra), (204, 2));
    }

    #[test]
    fn each_lie_has_its_name() {
        type Is = fn(&Lost) -> bool;
        let cases: [(&[u8], Is); 10] = [
            (b"", |l| matches!(l, Lost::Cut(why) if why.contains("without a byte"))),
            (b"SSH-2.0-OpenSSH\r\n", |l| matches!(l, Lost::NotHttp(_))),
            (b"HTTP/1.1 200 OK\r\nContent-Le", |l| matches!(l, Lost::NotHttp(_))),
            (
                b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}",
                |l| matches!(l, Lost::Cut(why) if why.contains("2 of the 9")),
            ),
            (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", |l| matches!(l, Lost::NotHttp(_))),
            (b"HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\n{}", |l| matches!(l, Lost::NotHttp(_))),
            (
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n",
                |l| matches!(l, Lost::NotHttp(why) if why.contains("after its 1 bytes")),
            ),
            (b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}", |l| matches!(l, Lost::NotHttp(_))),
            (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n", |l| matches!(l, Lost::TooLarge(_))),
            (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", |l| matches!(l, Lost::NotHttp(_))),
        ];
        for (bytes, wanted) in cases {
            let lost = read(bytes).unwrap_err();
            assert!(wanted(&lost), "{:?}: {lost:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn endless_heads_and_bodies_are_refused() {
        let mut parser = Parser::default();
        parser.push(b"HTTP/1.1 200 OK\r\nX: ").unwrap();
        assert!(matches!(parser.push(&[b'a'; HEAD_MAX + 1]), Err(Lost::TooLarge(_))));
        let mut parser = Parser::default();
        parser.push(b"HTTP/1.0 200 OK\r\n\r\n").unwrap();
        assert!(matches!(parser.push(&vec![b'a'; BODY_MAX + 1]), Err(Lost::TooLarge(_))));
        for start in ["1;x=", "0\r\nX: "] {
            let mut parser = Parser::default();
            let head = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{start}");
            parser.push(head.as_bytes()).unwrap();
            assert!(matches!(parser.push(&[b'a'; HEAD_MAX + 1]), Err(Lost::TooLarge(_))), "{start}");
        }
    }

    #[test]
    fn an_event_stream_is_answered_by_its_beginning() {
        let mut parser = Parser::default();
        let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
        assert_eq!(parser.push(head), Ok(Progress::Body));
        assert_eq!(parser.push(b"9\r\ndata: 1\n\n\r\n"), Ok(Progress::Done));
    }
}
