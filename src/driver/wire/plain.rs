use super::{BODY_MAX, CONNECT, Clock, End, Exchange, HEAD_MAX, HEADERS_MAX, Request, Response, Target};
use crate::history::Lost;
use std::time::Duration;

/// An ordinary web client, for what needs no instrument: reqwest with everything that hides something turned off.
#[derive(Clone)]
pub struct Plain {
    client: reqwest::Client,
    target: Target,
    clock: Clock,
}

/// TLS needs a provider of cryptography, once a process.
pub fn install_crypto() {
    // An error means that it is installed already.
    let _ = tokio_rustls::rustls::crypto::ring::default_provider().install_default();
}

impl Plain {
    pub fn new(target: Target, clock: Clock) -> Result<Self, String> {
        install_crypto();
        let host = target.url.host_str().unwrap_or_default();
        let client = reqwest::Client::builder()
            .http1_only()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .pool_max_idle_per_host(0)
            .connect_timeout(CONNECT)
            .resolve(host, target.address)
            .build()
            .map_err(|error| chain(&error))?;
        Ok(Self { client, target, clock })
    }

    /// Sends one request and reads its answer, for `patience` at most in all.
    pub async fn exchange(&self, request: &Request, patience: Duration) -> Exchange {
        let started = self.clock.now();
        let mut head = None;
        let whole = tokio::time::timeout(patience, self.send(request, &mut head)).await;
        let end = whole.unwrap_or(End::Unclear(Lost::NoAnswer));
        Exchange { started, sent: None, head, done: self.clock.now(), arrived: None, end }
    }

    async fn send(&self, request: &Request, head: &mut Option<u64>) -> End {
        let mut url = self.target.url.clone();
        let (path, query) = request.path.split_once('?').map_or((&*request.path, None), |(p, q)| (p, Some(q)));
        url.set_path(path);
        url.set_query(query);
        let Ok(method) = reqwest::Method::from_bytes(request.method.as_bytes()) else {
            return End::Refused(format!("{:?} is not a method", request.method));
        };
        let mut sending = self.client.request(method, url).header("connection", "close");
        if let Some(content_type) = &request.content_type {
            sending = sending.header("content-type", content_type);
        }
        if let Some(body) = &request.body {
            sending = sending.body(body.clone());
        }
        let mut response = match sending.send().await {
            Ok(response) => response,
            Err(error) if error.is_connect() => return End::Refused(chain(&error)),
            Err(error) => return End::Unclear(lost(&error)),
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
        let stream = headers.iter().any(|(n, v)| n == "content-type" && v.starts_with("text/event-stream"));
        while !stream || body.is_empty() {
            match response.chunk().await {
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => break,
                Err(error) => return End::Unclear(lost(&error)),
            }
            if body.len() > BODY_MAX {
                return End::Unclear(Lost::TooLarge("a body of more than 1 MiB".into()));
            }
        }
        End::Answered(Response { code: response.status().as_u16(), headers, body, extra: 0 })
    }
}

fn lost(error: &reqwest::Error) -> Lost {
    let why = chain(error);
    if why.contains("invalid HTTP") || why.contains("parsed") { Lost::NotHttp(why) } else { Lost::Cut(why) }
}

/// An error with its causes; reqwest alone says little.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = error.to_string();
        cause = error.source();
    }
    text
}
