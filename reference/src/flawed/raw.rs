//! A little HTTP that is read and written by hand, one request a connection: for a flaw that no web framework would let
//! happen.

use std::io;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderName, Request, header::CONTENT_LENGTH},
    response::Response,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

use super::support::ask;

/// The most bytes that are read of a request's head, and of its body.
const LIMIT: u64 = 64 * 1024;

/// Accepts connections for ever, and has `talk` serve each.
pub async fn serve<T>(listener: TcpListener, talk: impl Fn(TcpStream) -> T) -> io::Result<()>
where
    T: Future<Output = io::Result<()>> + Send + 'static,
{
    loop {
        let (mut connection, _) = listener.accept().await?;
        crate::frame::answer_without_delay(&mut connection);
        tokio::spawn(talk(connection));
    }
}

/// What `app` answers to the request of this connection, unless its client leaves before.
pub async fn answer(connection: &mut TcpStream, app: Router) -> io::Result<Option<Response>> {
    let request = read_request(connection).await?;
    tokio::select! {
        answer = ask(app, request) => Ok(Some(answer)),
        () = client_left(connection) => Ok(None),
    }
}

/// Reads one request.
async fn read_request(connection: &mut TcpStream) -> io::Result<Request<Body>> {
    let mut reader = BufReader::new(connection).take(LIMIT);
    let mut line = String::new();
    reader.read_line(&mut line).await?;
    let mut words = line.split_whitespace();
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut request = Request::builder().method(method).uri(target);

    let mut body_length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).await?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        if name.eq_ignore_ascii_case(CONTENT_LENGTH.as_str()) {
            body_length = value.trim().parse().unwrap_or(0);
        }
        request = request.header(name, value.trim());
    }

    let mut body = Vec::new();
    reader.set_limit(LIMIT);
    reader.take(body_length).read_to_end(&mut body).await?;
    request.body(Body::from(body)).map_err(io::Error::other)
}

/// Completes when the client has left.
async fn client_left(connection: &TcpStream) {
    let mut byte = [0];
    while !matches!(connection.peek(&mut byte).await, Ok(0) | Err(_)) {
        // Bytes that were not read hide the end of the connection: look again from time to time.
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}

/// Writes the answer, with `body` in the place of its own body if there is one.
pub async fn write_answer(connection: &mut TcpStream, answer: Response, body: Option<&[u8]>) -> io::Result<()> {
    write_bytes(connection, &encode(answer, body).await?).await
}

/// Writes these bytes, and nothing after them.
pub async fn write_bytes(connection: &mut TcpStream, bytes: &[u8]) -> io::Result<()> {
    connection.write_all(bytes).await?;
    connection.shutdown().await
}

/// The bytes of an answer, with `body` in the place of its own body if there is one.
pub async fn encode(answer: Response, body: Option<&[u8]>) -> io::Result<Vec<u8>> {
    let (head, own_body) = answer.into_parts();
    let own_body = to_bytes(own_body, usize::MAX).await.map_err(io::Error::other)?;
    let body = body.unwrap_or(&own_body);

    let mut bytes = format!("HTTP/1.1 {}\r\n", head.status).into_bytes();
    let mut header = |name: &HeaderName, value: &[u8]| {
        bytes.extend_from_slice(name.as_str().as_bytes());
        bytes.extend_from_slice(b": ");
        bytes.extend_from_slice(value);
        bytes.extend_from_slice(b"\r\n");
    };
    for (name, value) in head.headers.iter().filter(|(name, _)| *name != CONTENT_LENGTH) {
        header(name, value.as_bytes());
    }
    header(&CONTENT_LENGTH, body.len().to_string().as_bytes());
    bytes.extend_from_slice(b"connection: close\r\n\r\n");
    bytes.extend_from_slice(body);
    Ok(bytes)
}
