use super::certificate::{install_crypto, tls_config};
use super::response::{cut_short, is_event_stream};
use super::{BODY_MAX, CONNECT, Clock, Exchange, ExchangeEnd, HEAD_MAX, HEADERS_MAX, Request, Response, Target};
use crate::history::Reason;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::error::Error;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

/// An ordinary web client, for requests that need no instrument: reqwest, without its features that hide faults.
#[derive(Clone)]
pub struct HttpClient {
    client: reqwest::Client,
    target: Target,
    clock: Clock,
}

/// Knows one address, whatever the name.
struct Pinned(SocketAddr);

impl Resolve for Pinned {
    fn resolve(&self, _: Name) -> Resolving {
        let addresses: Addrs = Box::new(std::iter::once(self.0));
        Box::pin(std::future::ready(Ok(addresses)))
    }
}

impl HttpClient {
    pub fn new(target: Target, clock: Clock) -> Result<Self, String> {
        install_crypto();
        let mut builder = reqwest::Client::builder();
        if target.url().scheme() == "https" {
            builder = builder.tls_backend_preconfigured(tls_config(&target).map_err(|error| error.to_string())?);
        }
        let client = builder
            .http1_only()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .pool_max_idle_per_host(0)
            .connect_timeout(CONNECT)
            .dns_resolver(Pinned(target.address()))
            .build()
            .map_err(|error| root(&error))?;
        Ok(Self { client, target, clock })
    }

    /// Sends one request and reads its answer, for `patience` at most in all.
    pub async fn exchange(&self, request: &Request, patience: Duration) -> Exchange {
        let started = self.clock.now();
        let mut head = None;
        let whole = tokio::time::timeout(patience, self.send(request, &mut head)).await;
        let end = whole.unwrap_or(ExchangeEnd::Indeterminate(Reason::NoAnswer));
        Exchange { started, sent: None, head, done: self.clock.now(), arrived: None, network: None, end }
    }

    async fn send(&self, request: &Request, head: &mut Option<u64>) -> ExchangeEnd {
        let mut url = self.target.url().clone();
        let (path, query) = request.path.split_once('?').map_or((&*request.path, None), |(p, q)| (p, Some(q)));
        url.set_path(path);
        url.set_query(query);
        let Ok(method) = reqwest::Method::from_bytes(request.method.as_bytes()) else {
            return ExchangeEnd::Refused(format!("{:?} is not a method", request.method));
        };
        let mut sending = self.client.request(method, url).header("connection", "close");
        if request.method != "GET" {
            sending = sending.header("origin", self.target.url().origin().ascii_serialization());
        }
        for (name, value) in &request.headers {
            sending = sending.header(&**name, value);
        }
        if let Some(content_type) = &request.content_type {
            sending = sending.header("content-type", content_type);
        }
        if let Some(body) = &request.body {
            sending = sending.body(body.clone());
        }
        let mut response = match sending.send().await {
            Ok(response) => response,
            Err(error) if error.is_connect() => {
                let kind = causes(&error).find_map(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind);
                return ExchangeEnd::unconnected(kind, root(&error));
            }
            Err(error) => return ExchangeEnd::Indeterminate(lost(&error)),
        };
        *head = Some(self.clock.now());
        let mut size = 0;
        let mut headers = Vec::new();
        for (name, value) in response.headers().iter().take(HEADERS_MAX) {
            size += name.as_str().len() + value.len();
            if size > HEAD_MAX {
                break;
            }
            headers.push((name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()));
        }
        let mut body = Vec::new();
        // An event stream has no end: its beginning is the answer.
        let stream = headers.iter().any(|(n, v)| n == "content-type" && is_event_stream(v));
        while !stream || body.is_empty() {
            match response.chunk().await {
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => break,
                Err(error) => return ExchangeEnd::Indeterminate(lost_after(&error, &headers, body.len())),
            }
            if body.len() > BODY_MAX {
                return ExchangeEnd::Indeterminate(Reason::TooLarge("a body of more than 1 MiB".into()));
            }
        }
        Response { code: response.status().as_u16(), headers, body, extra: 0 }.read()
    }
}

/// Why the rest of a body did not come after so many bytes of it.
fn lost_after(error: &reqwest::Error, headers: &[(String, String)], came: usize) -> Reason {
    let announced = headers.iter().find(|(name, _)| name == "content-length").map(|(_, length)| length.parse());
    match (lost(error), announced) {
        (Reason::Cut(_), Some(Ok(announced))) if came < announced => Reason::Cut(cut_short(announced, came)),
        (lost, _) => lost,
    }
}

/// Why there is no answer. hyper says if the head was not HTTP, or too large. Anything else means that the connection
/// ended.
fn lost(error: &reqwest::Error) -> Reason {
    let why = root(error);
    let of_hyper = || causes(error).filter_map(|cause| cause.downcast_ref::<hyper::Error>());
    if of_hyper().any(hyper::Error::is_parse_too_large) {
        Reason::TooLarge(why)
    } else if of_hyper().any(hyper::Error::is_parse) || causes(error).any(is_bad_chunk) {
        Reason::NotHttp(why)
    } else {
        Reason::Cut(why)
    }
}

/// hyper reports a bad chunk and a cut connection alike, as an error of the body: only the kind of its cause differs.
fn is_bad_chunk(cause: &(dyn Error + 'static)) -> bool {
    cause
        .downcast_ref::<io::Error>()
        .is_some_and(|error| matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData))
}

/// An error, its cause, the cause of that, and so on.
fn causes<'e>(error: &'e (dyn Error + 'static)) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}

/// The text of the first cause of an error: that of reqwest itself says little.
fn root(error: &(dyn Error + 'static)) -> String {
    causes(error).last().unwrap_or(error).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    /// Asks a server that reads the request, answers with these bytes, and closes.
    async fn answered_with(answer: Vec<u8>) -> ExchangeEnd {
        ask(answer, false).await
    }

    /// The same; the server may leave the connection open until the client has closed it.
    async fn ask(answer: Vec<u8>, stays: bool) -> ExchangeEnd {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            let (mut socket, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            while !request.ends_with(b"\r\n\r\n") {
                assert_ne!(socket.read_buf(&mut request).await.unwrap(), 0, "the client has left");
            }
            // A client that has seen enough leaves before the end.
            let _ = socket.write_all(&answer).await;
            if stays {
                let _ = socket.read(&mut [0]).await;
            }
        });
        let target = Target::of_test(&format!("http://{address}"), address);
        let client = HttpClient::new(target, Clock::start()).unwrap();
        client.exchange(&Request::get("/"), Duration::from_secs(10)).await.end
    }

    /// The same, for bytes that are not an answer.
    async fn lost_with(answer: &str) -> Reason {
        match answered_with(answer.as_bytes().to_vec()).await {
            ExchangeEnd::Indeterminate(lost) => lost,
            end => panic!("{answer:?} came out as {end:?}"),
        }
    }

    const CHUNKED: &str = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    #[tokio::test]
    async fn what_is_no_http_is_told_from_a_connection_that_was_cut() {
        let no_http = [
            "SSH-2.0-OpenSSH\r\n",
            "{\"no\": \"head\"}",
            "HTTP/2.0 200 OK\r\n\r\n",
            "HTTP/1.1 2x0 OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
            "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        ];
        for answer in no_http {
            let lost = lost_with(answer).await;
            assert!(matches!(lost, Reason::NotHttp(_)), "{answer:?}: {lost:?}");
        }
        let cut = ["", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}"];
        for answer in cut {
            let lost = lost_with(answer).await;
            assert!(matches!(lost, Reason::Cut(_)), "{answer:?}: {lost:?}");
        }
    }

    #[tokio::test]
    async fn a_body_shorter_than_announced_says_how_much_of_it_came() {
        let lost = lost_with("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}").await;
        assert!(matches!(&lost, Reason::Cut(why) if why.starts_with("Content-Length 9, body 2 bytes")), "{lost:?}");
    }

    #[tokio::test]
    async fn a_chunk_that_is_no_chunk_is_no_http_and_one_without_its_end_was_cut() {
        for body in ["zz\r\n{}\r\n", "1zz\r\n{}\r\n", "1\r\n{}\r\n", "fffffffffffffffff\r\n", "0\r\nno colon\r\n\r\n"] {
            let lost = lost_with(&format!("{CHUNKED}{body}")).await;
            assert!(matches!(lost, Reason::NotHttp(_)), "{body:?}: {lost:?}");
        }
        for body in ["", "2", "2\r\n{", "2\r\n{}\r\n"] {
            let lost = lost_with(&format!("{CHUNKED}{body}")).await;
            assert!(matches!(lost, Reason::Cut(_)), "{body:?}: {lost:?}");
        }
    }

    #[tokio::test]
    async fn a_head_with_more_headers_than_are_read_is_too_large() {
        let head = |headers: usize| format!("HTTP/1.1 200 OK\r\n{}\r\n", "X: y\r\n".repeat(headers));
        let lost = lost_with(&head(HEADERS_MAX + 1)).await;
        assert!(matches!(lost, Reason::TooLarge(_)), "{lost:?}");
        let end = answered_with(head(HEADERS_MAX).into_bytes()).await;
        assert!(matches!(&end, ExchangeEnd::Answered(response) if response.headers.len() == HEADERS_MAX), "{end:?}");
    }

    #[tokio::test]
    async fn a_body_of_the_most_that_is_read_is_an_answer_and_one_more_byte_is_too_large() {
        let answer = |size: usize| format!("HTTP/1.1 200 OK\r\nContent-Length: {size}\r\n\r\n{}", "y".repeat(size));
        let end = answered_with(answer(BODY_MAX).into_bytes()).await;
        assert!(matches!(&end, ExchangeEnd::Answered(response) if response.body.len() == BODY_MAX));
        let end = answered_with(answer(BODY_MAX + 1).into_bytes()).await;
        assert!(matches!(end, ExchangeEnd::Indeterminate(Reason::TooLarge(_))));
    }

    #[tokio::test]
    async fn headers_beyond_the_most_that_is_read_are_left_out() {
        for (second, kept) in [(HEAD_MAX - 2, 2), (HEAD_MAX - 1, 1)] {
            // The first is two bytes long, and so is the name of the second.
            let head = format!("HTTP/1.1 204 No\r\nA: b\r\nCC: {}\r\nD: e\r\n\r\n", "y".repeat(second - 2));
            let end = answered_with(head.into_bytes()).await;
            let ExchangeEnd::Answered(response) = end else { panic!("no answer: {end:?}") };
            assert_eq!(response.headers.len(), kept);
            assert_eq!(response.header("a"), Some("b"));
        }
    }

    #[tokio::test]
    async fn an_event_stream_is_answered_by_its_beginning_and_another_type_by_all_of_it() {
        for kind in ["text/event-stream", "Text/Event-Stream; charset=utf-8"] {
            let stream = format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\ndata: 1\n\n");
            let end = ask(stream.into_bytes(), true).await;
            assert!(matches!(&end, ExchangeEnd::Answered(response) if response.body == b"data: 1\n\n"), "{end:?}");
        }
        for header in ["Content-Type: text/html", "X: text/event-stream"] {
            let body = [format!("{:x}\r\n{}\r\n", 1 << 14, "y".repeat(1 << 14)), "0\r\n\r\n".into()].concat();
            let page = CHUNKED.replacen("\r\n", &format!("\r\n{header}\r\n"), 1) + &body;
            let end = answered_with(page.into_bytes()).await;
            assert!(matches!(&end, ExchangeEnd::Answered(response) if response.body.len() == 1 << 14), "{header}");
        }
    }

    #[tokio::test]
    async fn a_target_that_does_not_listen_refuses_and_the_reason_is_told() {
        let address = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        let target = Target::of_test(&format!("http://{address}"), address);
        let end = HttpClient::new(target, Clock::start())
            .unwrap()
            .exchange(&Request::get("/"), Duration::from_secs(10))
            .await
            .end;
        assert!(matches!(&end, ExchangeEnd::Refused(why) if why.contains("refused")), "{end:?}");
    }
}
