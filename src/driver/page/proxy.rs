//! A forward proxy: all that a page asks goes through it, and the page keeps the address that its author gave it. What
//! is not on this machine is refused; what the script knows it answers; the rest is the student's own server's.

use super::exchange;
use super::script::{Asked, Reply, Script};
use crate::driver::wire::reset_on_close;
use crate::driver::{Caller, Context, kept};
use crate::history::{Answer, Body, Nanos, Operation, Outcome, Reason, RequestRecord};
use crate::names::Name;
use serde_json::Value;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::{JoinHandle, JoinSet};

/// Below this path, nothing is ever asked but by markup that a page took for its own.
const MARKUP: &str = "/__lab/";
/// More than this of the student's own answers is passed on, and not kept.
const KEPT: usize = 1000;
/// So much is written down of what one page asks: a page that storms is seen by then.
const MOST: u32 = 400;
/// A page that is gone has left everything that it asked.
const ENDS_WITHIN: Duration = Duration::from_millis(500);

pub struct Proxy {
    address: SocketAddr,
    ending: Arc<Notify>,
    task: JoinHandle<()>,
}

struct Shared {
    context: Arc<Context>,
    caller: Caller,
    script: Option<Arc<dyn Script>>,
    written_down: AtomicU32,
}

impl Proxy {
    /// What asks through it is recorded under this caller.
    pub async fn start(context: Arc<Context>, caller: Caller, script: Option<Arc<dyn Script>>) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared { context, caller, script, written_down: 0.into() });
        let ending = Arc::new(Notify::new());
        Ok(Self { address, ending: ending.clone(), task: tokio::spawn(accept(listener, shared, ending)) })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Ends it, once the page is gone: what it had asked is written down.
    pub async fn end(mut self) {
        self.ending.notify_one();
        let _ = tokio::time::timeout(ENDS_WITHIN, &mut self.task).await;
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>, ending: Arc<Notify>) {
    // They end with the proxy.
    let mut serving = JoinSet::new();
    loop {
        tokio::select! {
            Ok((stream, _)) = listener.accept() => {
                let _ = stream.set_nodelay(true);
                serving.spawn(serve(stream, shared.clone()));
            }
            Some(_) = serving.join_next() => {}
            () = ending.notified() => break,
        }
    }
    while serving.join_next().await.is_some() {}
}

/// One request, and its answer.
async fn serve(mut stream: TcpStream, shared: Arc<Shared>) {
    let clock = shared.context.clock;
    let Ok(Some(asked)) = exchange::read(&mut stream, || clock.now()).await else { return };
    let mut detail = Value::Null;
    let (kind, outcome, head) = shared.answer(&mut stream, &asked, &mut detail).await;
    shared.record(&asked, kind, outcome, head, detail);
}

type Answered = (Name, Outcome, Option<Nanos>);

impl Shared {
    async fn answer(&self, stream: &mut TcpStream, asked: &Asked, detail: &mut Value) -> Answered {
        if !self.is_allowed(&asked.host) {
            // As without a network: no page of ours takes the place of one that cannot be reached.
            if asked.method == "CONNECT" {
                let _ = stream.write_all(&exchange::answered(502, &[], b"")).await;
            }
            return (Name::new("refused"), Outcome::Refused("it is not on this machine".into()), None);
        }
        if asked.method == "CONNECT" {
            return (Name::new("page"), self.tunnel(stream, asked).await, None);
        }
        if asked.path.starts_with(MARKUP) {
            let _ = stream.write_all(&exchange::answered(204, &[], b"")).await;
            return (Name::new("markup"), answered(204, &[], b"", 0), Some(self.context.clock.now()));
        }
        let scripted = self.script.as_ref().and_then(|script| Some((script, script.kind(asked)?)));
        match scripted {
            Some((script, (kind, known))) => {
                *detail = known;
                let (outcome, head) = self.by_script(stream, asked, &**script).await;
                (kind, outcome, head)
            }
            None => {
                let (outcome, head) = self.by_server(stream, asked).await;
                (Name::new("page"), outcome, head)
            }
        }
    }

    fn is_allowed(&self, host: &str) -> bool {
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name).trim_matches(['[', ']']);
        let is_loopback = name.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback());
        name == "localhost" || name.ends_with(".localhost") || is_loopback || host == self.context.connector.host()
    }

    async fn by_script(&self, stream: &mut TcpStream, asked: &Asked, script: &dyn Script) -> (Outcome, Option<Nanos>) {
        let mut byte = [0];
        let reply = tokio::select! {
            reply = script.reply(asked) => reply,
            // A browser sends nothing more on it: it has left.
            _ = stream.read(&mut byte) => return (Outcome::Indeterminate(Reason::Left), None),
        };
        // What follows was the answer's doing, however late it is looked at.
        let at = self.context.clock.now();
        match reply {
            Reply::Whole { code, headers, body } => {
                let sent = stream.write_all(&exchange::answered(code, &headers, &body)).await;
                let _ = stream.shutdown().await;
                match sent {
                    Ok(()) => (answered(code, &headers, &body, body.len()), Some(at)),
                    Err(_) => (Outcome::Indeterminate(Reason::Left), None),
                }
            }
            Reply::Cut { code, headers, body } => {
                let mut bytes = exchange::answered(code, &headers, &body);
                bytes.truncate(bytes.len() - body.len().div_ceil(2));
                let _ = stream.write_all(&bytes).await;
                (Outcome::Indeterminate(Reason::Cut("half of a body".into())), Some(at))
            }
            Reply::Parts { code, headers, parts } => {
                let (body, length) = exchange::write_parts(stream, code, &headers, parts, KEPT).await;
                (answered(code, &headers, &body, length), Some(at))
            }
            Reply::Reset => {
                reset_on_close(stream);
                (Outcome::Indeterminate(Reason::Cut("reset".into())), Some(at))
            }
            Reply::Closed => (Outcome::Indeterminate(Reason::Cut("closed".into())), Some(at)),
        }
    }

    /// Passes the answer of the student's own server on as it comes.
    async fn by_server(&self, stream: &mut TcpStream, asked: &Asked) -> (Outcome, Option<Nanos>) {
        let mut server = match self.connect(&asked.host).await {
            Ok(server) => server,
            Err(error) => {
                let _ = stream.write_all(&exchange::answered(502, &[], b"")).await;
                return (Outcome::Refused(error.to_string()), None);
            }
        };
        let (mut from_page, mut to_page) = stream.split();
        let (mut bytes, mut head, mut length, mut body) = (Vec::new(), None, 0, Vec::new());
        let passing = async {
            server.write_all(&exchange::forwarded(asked)).await?;
            let mut part = vec![0; 1 << 14];
            loop {
                let read = server.read(&mut part).await?;
                if read == 0 {
                    return to_page.shutdown().await;
                }
                bytes.extend_from_slice(&part[..read]);
                if head.is_none()
                    && let Some((end, code, headers)) = exchange::answer_head(&bytes)?
                {
                    bytes.drain(..end);
                    to_page.write_all(&exchange::passed_on(code, &headers)).await?;
                    head = Some((self.context.clock.now(), code, headers));
                }
                if let Some((_, _, headers)) = &head {
                    if let Some(script) = &self.script {
                        script.sees(asked, headers, self.context.clock.now(), &bytes);
                    }
                    to_page.write_all(&bytes).await?;
                    length += bytes.len();
                    body.extend_from_slice(&bytes[..bytes.len().min(KEPT.saturating_sub(body.len()))]);
                    bytes.clear();
                }
            }
        };
        let mut byte = [0];
        let passed = tokio::select! {
            passed = passing => passed.map_err(|error| Reason::Cut(error.to_string())),
            _ = from_page.read(&mut byte) => Err(Reason::Left),
        };
        match (head, passed) {
            (Some((at, code, headers)), _) => (answered(code, &headers, &body, length), Some(at)),
            (None, Ok(())) => (Outcome::Indeterminate(Reason::Cut("closed".into())), None),
            (None, Err(reason)) => (Outcome::Indeterminate(reason), None),
        }
    }

    /// Whatever is spoken between a page and a server of this machine that is no plain request.
    async fn tunnel(&self, stream: &mut TcpStream, asked: &Asked) -> Outcome {
        let mut server = match self.connect(&asked.host).await {
            Ok(server) => server,
            Err(error) => {
                let _ = stream.write_all(&exchange::answered(502, &[], b"")).await;
                return Outcome::Refused(error.to_string());
            }
        };
        if stream.write_all(b"HTTP/1.1 200 -\r\n\r\n").await.is_ok() {
            let _ = tokio::io::copy_bidirectional(stream, &mut server).await;
        }
        answered(200, &[], b"", 0)
    }

    /// To the target, where it was found; or to another server of this machine, by either of its two addresses.
    async fn connect(&self, host: &str) -> io::Result<Box<dyn crate::driver::wire::Stream>> {
        if host == self.context.connector.host() {
            return Ok(self.context.connector.connect().await?.stream);
        }
        let port = host.rsplit_once(':').and_then(|(_, port)| port.trim_end_matches(']').parse().ok()).unwrap_or(80);
        let addresses = [SocketAddr::from(([127, 0, 0, 1], port)), SocketAddr::from(([0, 0, 0, 0, 0, 0, 0, 1], port))];
        Ok(Box::new(TcpStream::connect(&addresses[..]).await?))
    }

    fn record(&self, asked: &Asked, kind: Name, outcome: Outcome, head: Option<Nanos>, detail: Value) {
        let is_of_this = self.script.as_ref().is_none_or(|script| script.is_written_down());
        if !is_of_this || self.written_down.fetch_add(1, Ordering::Relaxed) >= MOST {
            return;
        }
        let headers = asked.headers.iter().filter(|(name, _)| name == "if-none-match" || name == "origin");
        let request = RequestRecord {
            method: asked.method.clone(),
            path: kept::excerpt(asked.path.as_bytes()),
            headers: headers.cloned().collect(),
            content_type: asked.header("content-type").map(str::to_owned),
            body: (!asked.body.is_empty()).then(|| kept::excerpt(&asked.body)),
        };
        self.context.recorder.operation(Operation {
            id: 0,
            lab: self.caller.lab.clone(),
            scenario: self.caller.scenario.clone(),
            attempt: self.caller.attempt,
            round: self.caller.round,
            client: self.caller.client.clone(),
            kind,
            request,
            started: asked.at,
            sent: Some(asked.at),
            head,
            done: self.context.clock.now(),
            arrived: None,
            network: None,
            outcome,
            channel: None,
            detail,
        });
    }
}

/// The first bytes of a body, and how many there were.
fn answered(code: u16, headers: &[(String, String)], body: &[u8], length: usize) -> Outcome {
    let body = Body { bytes: body[..body.len().min(KEPT)].to_vec(), length: length as u64, not_json: None };
    let headers =
        headers.iter().take(20).map(|(name, value)| (name.clone(), kept::excerpt(value.as_bytes()))).collect();
    Outcome::Answered(Box::new(Answer { code, headers, body, extra_bytes: 0 }))
}
