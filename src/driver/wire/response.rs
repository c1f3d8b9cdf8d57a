use super::chunked::Chunked;
use super::decode::decoded;
use super::head::{Head, HeadReader, SHOWN, not_http};
use super::{BODY_MAX, ExchangeEnd, HEAD_MAX};
use crate::history::Reason;

/// A whole answer, as it came: nothing followed or repaired.
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

    /// What its client reads: a body that is compressed is decoded, whether that was asked for or not (RFC 9110
    /// §12.5.3 lets a server send any encoding to who says nothing). One that cannot be decoded stays as it came, and an
    /// event stream of which only the beginning was read does.
    pub fn read(mut self) -> ExchangeEnd {
        let encodings: Vec<&str> =
            self.headers.iter().filter(|(name, _)| name == "content-encoding").map(|(_, value)| &**value).collect();
        if encodings.is_empty() || self.body.is_empty() || self.header("content-type").is_some_and(is_event_stream) {
            return ExchangeEnd::Answered(self);
        }
        match decoded(&encodings, self.body.clone()) {
            Ok(body) if body.len() > BODY_MAX => {
                return ExchangeEnd::Indeterminate(Reason::TooLarge("a body of more than 1 MiB, once decoded".into()));
            }
            Ok(body) => self.body = body,
            Err(_) => {}
        }
        ExchangeEnd::Answered(self)
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

/// Reads one answer from bytes in any pieces.
#[derive(Debug, Default)]
pub struct Parser {
    buffer: Vec<u8>,
    head: HeadReader,
    response: Option<Response>,
    minor_version: u8,
    framing: Framing,
    done: bool,
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
    /// A parser for a stream that is listened to: its body has no bound, if it is taken as it comes, and no type ends
    /// it early.
    pub fn listening() -> Self {
        Self { listening: true, ..Self::default() }
    }

    /// The head, once it is whole.
    pub fn head(&self) -> Option<&Response> {
        self.response.as_ref()
    }

    /// The bytes of the body that have come since it was taken last.
    pub fn take_body(&mut self) -> Vec<u8> {
        self.response.as_mut().map(|response| std::mem::take(&mut response.body)).unwrap_or_default()
    }

    pub fn push(&mut self, bytes: &[u8]) -> Result<Progress, Reason> {
        self.buffer.extend_from_slice(bytes);
        if self.response.is_none() {
            let Some(head) = self.head.read(&mut self.buffer)? else { return Ok(Progress::Head) };
            let Head { minor_version, code, headers } = head;
            self.minor_version = minor_version;
            self.framing = framing(code, &headers, self.listening)?;
            self.response = Some(Response { code, headers, ..Response::default() });
        }
        self.read_body()?;
        Ok(if self.done { Progress::Done } else { Progress::Body })
    }

    /// Tells the parser that the connection has ended: an error if that was too early for an answer.
    pub fn end(&mut self) -> Result<(), Reason> {
        match (&self.response, self.framing) {
            _ if self.done => Ok(()),
            (None, _) if self.buffer.is_empty() => Err(Reason::Cut("closed without a byte".into())),
            (None, _) => Err(not_http("closed inside the head", &self.buffer)),
            (Some(_), Framing::Close | Framing::Stream) => {
                self.done = true;
                Ok(())
            }
            (Some(_), Framing::Length { left, of }) => Err(Reason::Cut(cut_short(of, of - left))),
            (Some(_), _) => Err(Reason::Cut("closed before the last chunk".into())),
        }
    }

    /// The answer. Bytes that are left in the buffer came after its end.
    pub fn finish(self) -> Response {
        let mut response = self.response.unwrap_or_default();
        response.extra = self.buffer.len();
        response
    }

    /// Whether the head says how long the body is, so that there can be bytes after its end.
    pub fn says_its_end(&self) -> bool {
        self.response.is_some() && !matches!(self.framing, Framing::Close | Framing::Stream)
    }

    /// Whether its client may send another request on the same connection: the answer is whole and alone, and does not
    /// say that it is the last one.
    pub fn keeps_open(&self) -> bool {
        let Some(response) = self.response.as_ref().filter(|_| self.done && self.buffer.is_empty()) else {
            return false;
        };
        let connection = response.headers.iter().filter(|(name, _)| name == "connection");
        let says = |wanted: &str| {
            let mut tokens = connection.clone().flat_map(|(_, value)| value.split(','));
            tokens.any(|token| token.trim().eq_ignore_ascii_case(wanted))
        };
        self.says_its_end() && !says("close") && (self.minor_version > 0 || says("keep-alive"))
    }

    /// Whether few enough bytes have come after the end to go on counting them.
    pub fn watched(&self) -> bool {
        self.buffer.len() < HEAD_MAX
    }

    fn read_body(&mut self) -> Result<(), Reason> {
        let Some(response) = self.response.as_mut().filter(|_| !self.done) else { return Ok(()) };
        match self.framing {
            Framing::None => self.done = true,
            Framing::Length { left, of } => {
                let here = left.min(self.buffer.len());
                // Not byte by byte: a body may have a million of them.
                response.body.extend_from_slice(&self.buffer[..here]);
                self.buffer.drain(..here);
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
            return Err(Reason::TooLarge("a body of more than 1 MiB".into()));
        }
        Ok(())
    }
}

/// What is said of a body that is shorter than its head announced.
pub fn cut_short(announced: usize, came: usize) -> String {
    format!("Content-Length {announced}, body {came} bytes, and the connection was closed")
}

fn framing(code: u16, headers: &[(String, String)], listening: bool) -> Result<Framing, Reason> {
    let all = |name: &str| headers.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.trim()).collect::<Vec<_>>();
    if matches!(code, 204 | 304) {
        return Ok(Framing::None);
    }
    let chunked = all("transfer-encoding").iter().any(|v| v.to_ascii_lowercase().ends_with("chunked"));
    if !listening && all("content-type").iter().any(|v| is_event_stream(v)) {
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
            Err(Reason::NotHttp(format!("two different Content-Length headers: {lengths}")))
        }
        // Digits and nothing else: Rust would read a plus too.
        Some(first) => match first.parse().ok().filter(|_| first.bytes().all(|byte| byte.is_ascii_digit())) {
            // The end of a stream is not waited for.
            Some(length) if length <= BODY_MAX || listening => Ok(Framing::Length { left: length, of: length }),
            Some(length) => Err(Reason::TooLarge(format!("a Content-Length of {length} bytes"))),
            None => {
                let first: String = first.chars().take(SHOWN).collect();
                Err(Reason::NotHttp(format!("Content-Length: {first}")))
            }
        },
    }
}

/// Whether this is the content type of a stream of events.
pub fn is_event_stream(content_type: &str) -> bool {
    content_type.trim_start().to_ascii_lowercase().starts_with("text/event-stream")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The answer that bytes make in pieces of this size.
    fn in_pieces(bytes: &[u8], size: usize) -> Result<Response, Reason> {
        let mut parser = Parser::default();
        for piece in bytes.chunks(size) {
            parser.push(piece)?;
        }
        parser.end()?;
        Ok(parser.finish())
    }

    /// The answer that bytes make, whole, and byte by byte: both must agree, but for the excerpt in an error.
    fn read(bytes: &[u8]) -> Result<Response, Reason> {
        let whole = in_pieces(bytes, usize::MAX);
        assert_eq!(in_pieces(bytes, 1).ok(), whole.clone().ok(), "byte by byte");
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
        type Is = fn(&Reason) -> bool;
        let cases: [(&[u8], Is); 10] = [
            (b"", |l| matches!(l, Reason::Cut(why) if why.contains("without a byte"))),
            (b"SSH-2.0-OpenSSH\r\n", |l| matches!(l, Reason::NotHttp(_))),
            (b"HTTP/1.1 200 OK\r\nContent-Le", |l| matches!(l, Reason::NotHttp(_))),
            (
                b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}",
                |l| matches!(l, Reason::Cut(why) if why.contains("Content-Length 9, body 2 bytes")),
            ),
            (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", |l| matches!(l, Reason::NotHttp(_))),
            (b"HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\n{}", |l| matches!(l, Reason::NotHttp(_))),
            (
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n",
                |l| matches!(l, Reason::NotHttp(why) if why.contains("after its 1 bytes")),
            ),
            (b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}", |l| {
                matches!(l, Reason::NotHttp(_))
            }),
            (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n", |l| matches!(l, Reason::TooLarge(_))),
            (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", |l| matches!(l, Reason::NotHttp(_))),
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
        assert!(matches!(parser.push(&[b'a'; HEAD_MAX + 1]), Err(Reason::TooLarge(_))));
        let mut parser = Parser::default();
        parser.push(b"HTTP/1.0 200 OK\r\n\r\n").unwrap();
        assert!(matches!(parser.push(&vec![b'a'; BODY_MAX + 1]), Err(Reason::TooLarge(_))));
        for start in ["1;x=", "0\r\nX: "] {
            let mut parser = Parser::default();
            let head = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{start}");
            parser.push(head.as_bytes()).unwrap();
            assert!(matches!(parser.push(&[b'a'; HEAD_MAX + 1]), Err(Reason::TooLarge(_))), "{start}");
        }
    }

    #[test]
    fn a_connection_is_kept_unless_the_answer_ends_it_or_has_no_end() {
        let keeps = |answer: &str| {
            let mut parser = Parser::default();
            parser.push(answer.as_bytes()).unwrap();
            parser.keeps_open()
        };
        for (version, header, kept) in [
            ("1.1", "", true),
            ("1.1", "Connection: Keep-Alive\r\n", true),
            ("1.1", "Connection: close\r\n", false),
            ("1.1", "Connection: keep-alive\r\nConnection: upgrade , Close\r\n", false),
            ("1.0", "", false),
            ("1.0", "Connection: Keep-Alive\r\n", true),
        ] {
            for (code, body) in [("204 No", "\r\n"), ("200 OK", "Content-Length: 2\r\n\r\n{}")] {
                assert_eq!(
                    keeps(&format!("HTTP/{version} {code}\r\n{header}{body}")),
                    kept,
                    "{version} {code} {header}"
                );
            }
            assert!(!keeps(&format!("HTTP/{version} 200 OK\r\n{header}\r\n{{}}")), "it ends with its connection");
        }
        assert!(keeps(&format!("HTTP/1.1 200 OK\r\n{CHUNKED}\r\n2\r\n{{}}\r\n0\r\n\r\n")));
        for unfinished in ["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{"] {
            assert!(!keeps(unfinished), "{unfinished}");
        }
        assert!(!keeps("HTTP/1.1 204 No\r\n\r\n{}"), "more came than the answer");
    }

    #[test]
    fn an_event_stream_is_answered_by_its_beginning() {
        let mut parser = Parser::default();
        let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
        assert_eq!(parser.push(head), Ok(Progress::Body));
        assert_eq!(parser.push(b"9\r\ndata: 1\n\n\r\n"), Ok(Progress::Done));
        assert_eq!(parser.finish().body, b"9\r\ndata: 1\n\n\r\n", "as it came");
    }

    #[test]
    fn a_header_is_looked_up_by_its_whole_name_in_lower_case_and_the_first_counts() {
        let response = read(b"HTTP/1.1 204 No\r\nX-Two: 2\r\nX: 1\r\nx-two: 3\r\n\r\n").unwrap();
        assert_eq!((response.header("x"), response.header("x-two")), (Some("1"), Some("2")));
        for other in ["X", "X-Two", "x-tw", "x-two-", "two", "", "date"] {
            assert_eq!(response.header(other), None, "{other:?}");
        }
    }

    /// How far an answer has come after these bytes.
    fn progress(listening: bool, bytes: &[u8]) -> Result<Progress, Reason> {
        Parser { listening, ..Parser::default() }.push(bytes)
    }

    /// An answer with these headers, a body of this size, and some bytes after it.
    fn answer(headers: &str, size: usize, end: &str) -> Vec<u8> {
        format!("HTTP/1.1 200 OK\r\n{headers}\r\n{}{end}", "y".repeat(size)).into_bytes()
    }

    const CHUNKED: &str = "Transfer-Encoding: chunked\r\n";

    #[test]
    fn a_body_of_the_most_that_is_read_is_accepted_and_one_more_byte_is_not() {
        let length = |size: usize| answer(&format!("Content-Length: {size}\r\n"), size, "");
        let close = |size: usize| answer("", size, "");
        let chunks = |sizes: &[usize]| {
            let chunk = |size: &usize| format!("{size:x}\r\n{}\r\n", "y".repeat(*size));
            answer(CHUNKED, 0, &(sizes.iter().map(chunk).collect::<String>() + "0\r\n\r\n"))
        };
        let chunk = |size: usize| chunks(&[size]);
        let two_chunks = |size: usize| chunks(&[BODY_MAX / 2, size - BODY_MAX / 2]);
        let framed = |size: usize| [length(size), close(size), chunk(size), two_chunks(size)];
        for piece in [4096, usize::MAX] {
            for bytes in framed(BODY_MAX) {
                assert_eq!(in_pieces(&bytes, piece).map(|response| response.body.len()), Ok(BODY_MAX));
            }
            for bytes in framed(BODY_MAX + 1) {
                let told = in_pieces(&bytes, piece).map(|response| response.body.len());
                assert!(matches!(told, Err(Reason::TooLarge(_))), "{told:?}");
            }
        }
    }

    #[test]
    fn an_announcement_of_more_than_is_read_is_refused_but_for_a_stream() {
        let length = |size: usize| answer(&format!("Content-Length: {size}\r\n"), 0, "");
        let chunk = |size: usize| answer(&format!("{CHUNKED}\r\n{size:x}\r\n"), 0, "");
        for bytes in [length, chunk] {
            assert_eq!(progress(false, &bytes(1_048_576)), Ok(Progress::Body));
            let more = progress(false, &bytes(1_048_577));
            assert!(matches!(&more, Err(Reason::TooLarge(why)) if why.ends_with("1048577 bytes")), "{more:?}");
            assert_eq!(progress(true, &bytes(1_048_577)), Ok(Progress::Body));
        }
    }

    #[test]
    fn a_stream_is_taken_as_it_comes_and_may_be_longer_than_a_body() {
        for (headers, size) in [("", BODY_MAX), (CHUNKED, BODY_MAX), ("Content-Length: 9999999\r\n", BODY_MAX)] {
            let mut parser = Parser::listening();
            assert!(parser.head().is_none() && parser.take_body().is_empty());
            parser.push(&answer(headers, 0, "")).unwrap();
            assert_eq!(parser.head().map(|head| head.code), Some(200));
            if headers == CHUNKED {
                parser.push(b"ffffffff\r\n").unwrap();
            }
            for turn in 0..2 {
                assert_eq!(parser.push(&b"y".repeat(size)), Ok(Progress::Body), "{headers}: {turn}");
                assert_eq!(parser.take_body().len(), size, "{headers}: {turn}");
                assert!(parser.take_body().is_empty());
            }
            // Bytes that are not taken are bounded as a body is.
            let more = parser.push(&b"y".repeat(size + 1));
            assert!(matches!(more, Err(Reason::TooLarge(_))), "{headers}: {more:?}");
        }
    }

    #[test]
    fn the_head_says_how_the_body_ends() {
        let is = |code: u16, headers: &[(&str, &str)], listening: bool| {
            let headers: Vec<_> = headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
            framing(code, &headers, listening).unwrap()
        };
        let (chunked, length) = (Framing::Chunked(Chunked::default()), Framing::Length { left: 2, of: 2 });
        let (te, cl, ct) = ("transfer-encoding", "content-length", "content-type");
        for code in [204, 304] {
            assert_eq!(is(code, &[(cl, "2")], false), Framing::None);
        }
        for code in [200, 203, 205, 303, 305, 404] {
            assert_eq!(is(code, &[(cl, "2")], false), length);
        }
        assert_eq!(is(200, &[], false), Framing::Close);
        assert_eq!(is(200, &[(te, "chunked"), (cl, "2")], false), chunked);
        assert_eq!(is(200, &[(te, " gzip, Chunked ")], false), chunked);
        assert_eq!(is(200, &[(te, "gzip"), (te, "chunked")], false), chunked);
        assert_eq!(is(200, &[(te, "chunked, gzip"), (cl, "2")], false), length);
        assert_eq!(is(200, &[(te, "chunked, gzip")], false), Framing::Close);
        assert_eq!(is(200, &[("x-encoding", "chunked"), (ct, "chunked")], false), Framing::Close);
        assert_eq!(is(200, &[(cl, " 2 "), (cl, "2")], false), length);
        let stream = (ct, "Text/Event-Stream; charset=utf-8");
        assert_eq!(is(200, &[stream, (cl, "2")], false), Framing::Stream);
        assert_eq!(is(200, &[stream, (te, "chunked")], false), Framing::Stream);
        assert_eq!(is(200, &[stream, (te, "chunked")], true), chunked);
        assert_eq!(is(200, &[stream], true), Framing::Close);
        assert_eq!(is(200, &[(ct, "text/html")], false), Framing::Close);
    }

    #[test]
    fn only_digits_are_a_length() {
        for (length, shown) in [("", ""), ("+2", "+2"), ("0x2", "0x2"), ("2 2", "2 2"), ("2,2", "2,2"), ("two", "two")]
        {
            let lost = read(&answer(&format!("Content-Length: {length}\r\n"), 2, "")).unwrap_err();
            assert_eq!(lost, Reason::NotHttp(format!("Content-Length: {shown}")), "{length:?}");
        }
        let long = format!("Content-Length: {}\r\n", "x".repeat(61));
        assert_eq!(read(&answer(&long, 2, "")), Err(Reason::NotHttp(format!("Content-Length: {}", "x".repeat(60)))));
        let both = "Content-Length: 1\r\nContent-Length: 2\r\n";
        let lost = Reason::NotHttp("two different Content-Length headers: 1, 2".into());
        assert_eq!(read(&answer(both, 2, "")), Err(lost));
    }

    #[test]
    fn only_some_answers_say_where_they_end() {
        let says = |bytes: &[u8]| {
            let mut parser = Parser::default();
            parser.push(bytes).unwrap();
            parser.says_its_end()
        };
        assert!(!Parser::default().says_its_end() && !says(b"HTTP/1.1 200"));
        assert!(!says(b"HTTP/1.1 200 OK\r\n\r\n"));
        assert!(!says(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"));
        assert!(says(b"HTTP/1.1 204 No Content\r\n\r\n"));
        assert!(says(&answer("Content-Length: 2\r\n", 1, "")));
        assert!(says(&answer(CHUNKED, 0, "")));
    }

    #[test]
    fn what_follows_an_end_is_counted_and_watched_up_to_a_bound() {
        let mut parser = Parser::default();
        assert_eq!(parser.push(&answer("Content-Length: 2\r\n", 2, "")), Ok(Progress::Done));
        assert!(parser.watched());
        assert_eq!(parser.push(&[b'y'; HEAD_MAX - 1]), Ok(Progress::Done));
        assert!(parser.watched());
        assert_eq!(parser.push(b"y"), Ok(Progress::Done));
        assert!(!parser.watched());
        assert_eq!(parser.end(), Ok(()));
        let response = parser.finish();
        assert_eq!((response.body.as_slice(), response.extra), (&b"yy"[..], HEAD_MAX));
    }

    #[test]
    fn an_end_before_the_end_is_told() {
        let end = |bytes: &[u8]| {
            let mut parser = Parser::default();
            parser.push(bytes).unwrap();
            parser.end().map(|()| parser.finish().body.len())
        };
        let cut = |why: &str| Err(Reason::Cut(why.into()));
        assert_eq!(end(b""), cut("closed without a byte"));
        let inside = end(b"HTTP/1.1 200 OK\r\n");
        assert_eq!(inside, Err(Reason::NotHttp("closed inside the head: \"HTTP/1.1 200 OK\\r\\n\"".into())));
        let length = end(&answer("Content-Length: 9\r\n", 2, ""));
        assert_eq!(length, cut("Content-Length 9, body 2 bytes, and the connection was closed"));
        assert_eq!(end(&answer(CHUNKED, 0, "2\r\nyy\r\n")), cut("closed before the last chunk"));
        assert_eq!(end(&answer(CHUNKED, 0, "2\r\nyy\r\n0\r\n\r\n")), Ok(2));
        assert_eq!(end(&answer("", 2, "")), Ok(2));
        assert_eq!(end(&answer("Content-Type: text/event-stream\r\n", 0, "")), Ok(0));
        assert_eq!(end(b"HTTP/1.1 304 Not Modified\r\n\r\n"), Ok(0));
        // After interim answers alone there is nothing of the final one.
        assert_eq!(end(b"HTTP/1.1 100 Continue\r\n\r\n"), cut("closed without a byte"));
    }

    /// Answers with heads in every form, and bytes that are no answer.
    fn samples() -> Vec<Vec<u8>> {
        let texts = [
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
            "HTTP/1.0 200\nContent-Length:2\n\n{}{}",
            "\r\n\n\r\nHTTP/1.1 200 OK\r\nX: y\n\r\n{}",
            "\n\rHTTP/1.1 200 OK\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\nLink: x\n\nHTTP/1.1 204 No Content\r\n\r\n{}",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;x\r\n{\r\n1\r\n}\r\n0\r\nT: v\r\n\r\n{}",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nno colon\r\nContent-Length: 2\r\n\r\n{}",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}",
            "HTTP/1.1 2000 OK\r\n\r\n",
            "HTTP/2 200\r\n\r\n",
            "SSH-2.0-OpenSSH\r\n",
            "\r\n\r\n\r\n",
        ];
        let mut samples: Vec<_> = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
        samples.push(answer(&"X: some value\r\n".repeat(99), 9, ""));
        samples.push(answer(&"X: some value\r\n".repeat(101), 9, ""));
        samples.push(answer(&format!("X: {}\0\r\n", "y".repeat(1000)), 9, ""));
        samples.push(answer(&format!("X: {}\r\n", "y".repeat(1000)), 9, ""));
        samples
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn the_pieces_do_not_matter(
            sample in proptest::sample::select(samples()),
            pieces in proptest::collection::vec(1..80_usize, 1..40),
        ) {
            let mut parser = Parser::default();
            let (mut rest, mut sizes) = (&sample[..], pieces.iter().cycle());
            let mut told = Ok(());
            while !rest.is_empty() && told.is_ok() {
                let (piece, after) = rest.split_at(rest.len().min(*sizes.next().expect("it has no end")));
                rest = after;
                told = parser.push(piece).map(|_| ());
            }
            let told = told.and_then(|()| parser.end()).map(|()| parser.finish());
            let whole = in_pieces(&sample, usize::MAX);
            prop_assert_eq!(kind(&told), kind(&whole), "{:?} but {:?}", told, whole);
            prop_assert_eq!(told.ok(), whole.ok());
        }
    }

    /// The kind of error, without its text: that quotes the bytes which had come by then.
    fn kind(told: &Result<Response, Reason>) -> Option<std::mem::Discriminant<Reason>> {
        told.as_ref().err().map(std::mem::discriminant)
    }
}
