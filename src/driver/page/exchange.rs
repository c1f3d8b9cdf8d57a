//! The bytes of one request to a proxy, and of its answer.

use super::script::Asked;
use std::io;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc::UnboundedReceiver;

/// No request of a page has a longer head, or body.
const HEAD_MAX: usize = 64 << 10;
const BODY_MAX: usize = 1 << 20;
const HEADERS_MAX: usize = 100;

/// Reads one request, as a browser sends it to a proxy: with a whole address. None if no more comes.
pub async fn read(stream: &mut (impl AsyncRead + Unpin), at: impl Fn() -> u64) -> io::Result<Option<Asked>> {
    let mut bytes = Vec::new();
    loop {
        if let Some((mut asked, length, body)) = head(&bytes, &at)? {
            let mut rest = bytes.split_off(length);
            while rest.len() < body {
                let mut part = [0; 8192];
                match stream.read(&mut part).await? {
                    0 => return Ok(None),
                    read => rest.extend_from_slice(&part[..read]),
                }
            }
            rest.truncate(body);
            asked.body = rest;
            return Ok(Some(asked));
        }
        let mut part = [0; 8192];
        match stream.read(&mut part).await? {
            0 => return Ok(None),
            read => bytes.extend_from_slice(&part[..read]),
        }
    }
}

/// The head that these bytes begin with, how many of them it is, and how long the body is that follows.
fn head(bytes: &[u8], at: impl Fn() -> u64) -> io::Result<Option<(Asked, usize, usize)>> {
    let bad = |why: &str| io::Error::new(io::ErrorKind::InvalidData, why.to_owned());
    let mut headers = [httparse::EMPTY_HEADER; HEADERS_MAX];
    let mut request = httparse::Request::new(&mut headers);
    let httparse::Status::Complete(length) = request.parse(bytes).map_err(|error| bad(&error.to_string()))? else {
        return if bytes.len() > HEAD_MAX { Err(bad("its head is too long")) } else { Ok(None) };
    };
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let headers: Vec<_> = request.headers.iter().map(|h| (h.name.to_ascii_lowercase(), text(h.value))).collect();
    let body = headers.iter().find(|(name, _)| name == "content-length");
    let body: usize =
        body.map_or(Ok(0), |(_, value)| value.trim().parse()).map_err(|_| bad("a length is no number"))?;
    if body > BODY_MAX {
        return Err(bad("its body is too long"));
    }
    let address = request.path.unwrap_or_default();
    let (host, path) = match address.split_once("://") {
        Some((_, rest)) => rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len())),
        None => (address, ""),
    };
    let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
    let method = request.method.unwrap_or_default().to_owned();
    Ok(Some((Asked { at: at(), method, host: host.to_owned(), path, headers, body: vec![] }, length, body)))
}

/// The same request, as it is sent to the server itself.
pub fn forwarded(asked: &Asked) -> Vec<u8> {
    // An answer that is not compressed can be looked at; each connection carries one.
    const LEFT_OUT: [&str; 4] = ["connection", "proxy-connection", "accept-encoding", "keep-alive"];
    let mut head = format!("{} {} HTTP/1.1\r\n", asked.method, asked.path);
    for (name, value) in asked.headers.iter().filter(|(name, _)| !LEFT_OUT.contains(&name.as_str())) {
        head += &format!("{name}: {value}\r\n");
    }
    let mut bytes = (head + "connection: close\r\n\r\n").into_bytes();
    bytes.extend_from_slice(&asked.body);
    bytes
}

/// The head of an answer, with what it must say of its length and of its connection.
pub fn answered(code: u16, headers: &[(String, String)], body: &[u8]) -> Vec<u8> {
    const OURS: [&str; 4] = ["connection", "content-length", "transfer-encoding", "content-encoding"];
    let mut head = format!("HTTP/1.1 {code} -\r\n");
    for (name, value) in headers.iter().filter(|(name, _)| !OURS.contains(&name.as_str())) {
        head += &format!("{name}: {value}\r\n");
    }
    if code != 204 && code != 304 {
        head += &format!("content-length: {}\r\n", body.len());
    }
    let mut bytes = (head + "connection: close\r\n\r\n").into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// How many bytes a head has, the code, the headers.
type AnswerHead = (usize, u16, Vec<(String, String)>);

/// The head of an answer of the server that these bytes begin with.
pub fn answer_head(bytes: &[u8]) -> io::Result<Option<AnswerHead>> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS_MAX];
    let mut head = httparse::Response::new(&mut headers);
    let parsed = head.parse(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    let httparse::Status::Complete(length) = parsed else {
        return if bytes.len() > HEAD_MAX { Err(io::ErrorKind::InvalidData.into()) } else { Ok(None) };
    };
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let headers = head.headers.iter().map(|h| (h.name.to_ascii_lowercase(), text(h.value))).collect();
    Ok(Some((length, head.code.unwrap_or_default(), headers)))
}

/// The head of the server's answer, as it is passed on: the connection ends with it.
pub fn passed_on(code: u16, headers: &[(String, String)]) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {code} -\r\n");
    for (name, value) in headers.iter().filter(|(name, _)| name != "connection" && name != "keep-alive") {
        head += &format!("{name}: {value}\r\n");
    }
    (head + "connection: close\r\n\r\n").into_bytes()
}

/// Writes each part as it comes, until there is no more or the page has left; the first bytes, and how many there were.
pub async fn write_parts(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    code: u16,
    headers: &[(String, String)],
    mut parts: UnboundedReceiver<Vec<u8>>,
    kept: usize,
) -> (Vec<u8>, usize) {
    let (mut body, mut length, mut byte) = (Vec::new(), 0, [0]);
    let mut next = Some(passed_on(code, headers));
    while let Some(part) = next {
        if stream.write_all(&part).await.is_err() {
            return (body, length);
        }
        next = tokio::select! {
            part = parts.recv() => part,
            // A browser sends nothing more on it: it has left.
            _ = stream.read(&mut byte) => return (body, length),
        };
        if let Some(part) = &next {
            length += part.len();
            body.extend_from_slice(&part[..part.len().min(kept.saturating_sub(body.len()))]);
        }
    }
    let _ = stream.shutdown().await;
    (body, length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_request_is_read_in_any_pieces_and_sent_on_without_what_is_the_proxys() {
        let bytes = b"POST http://localhost:3000/update?x=1 HTTP/1.1\r\nHost: localhost:3000\r\nProxy-Connection: keep-alive\r\nContent-Length: 5\r\n\r\nhello";
        for size in [1, 7, 400] {
            let (mut ours, mut theirs) = tokio::io::duplex(size);
            let writing = tokio::spawn(async move { theirs.write_all(bytes).await });
            let asked = read(&mut ours, || 7).await.unwrap().unwrap();
            writing.await.unwrap().unwrap();
            assert_eq!((asked.host.as_str(), asked.path.as_str(), asked.at), ("localhost:3000", "/update?x=1", 7));
            let sent = String::from_utf8(forwarded(&asked)).unwrap();
            assert!(
                sent.starts_with("POST /update?x=1 HTTP/1.1\r\n") && sent.ends_with("connection: close\r\n\r\nhello")
            );
            assert!(!sent.contains("proxy"), "{sent}");
        }
    }

    #[test]
    fn what_is_no_request_is_an_error_and_what_has_no_path_asks_for_the_first_page() {
        assert!(head(b"\x16\x03\x01 nonsense\r\n\r\n", || 0).is_err());
        let (asked, ..) = head(b"GET http://localhost:1 HTTP/1.1\r\n\r\n", || 0).unwrap().unwrap();
        assert_eq!((asked.host.as_str(), asked.path.as_str()), ("localhost:1", "/"));
        let (asked, ..) = head(b"CONNECT cdn.example:443 HTTP/1.1\r\n\r\n", || 0).unwrap().unwrap();
        assert_eq!((asked.method.as_str(), asked.host.as_str()), ("CONNECT", "cdn.example:443"));
    }

    #[test]
    fn an_answer_has_one_length_and_none_has_a_body_that_may_have_none() {
        let headers = [("content-length".to_owned(), "99".to_owned()), ("etag".to_owned(), "3".to_owned())];
        let text = |code| String::from_utf8(answered(code, &headers, b"")).unwrap();
        assert_eq!(text(200), "HTTP/1.1 200 -\r\netag: 3\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        assert!(!text(204).contains("length"));
    }
}
