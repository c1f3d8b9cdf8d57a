//! A server of Socket.IO for tests, which does what its script says and writes down what it is sent.

use crate::driver::Context;
use crate::driver::control::NoiseMeter;
use crate::driver::recorder;
use crate::driver::wire::{Clock, HttpClient, Network, Target};
use crate::history::{Header, Tolerance};
use futures_util::{Sink, Stream};
use std::future::poll_fn;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, accept_async};

/// How it behaves.
#[derive(Debug, Clone)]
pub struct Script {
    /// The whole answer to a request without a session.
    pub open: String,
    pub websocket: OnUpgrade,
    /// The whole answer to a POST; none is not answered.
    pub posted: Option<String>,
}

/// What it does about a request for a WebSocket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnUpgrade {
    Accept,
    /// Accepts, and answers no probe.
    Deaf,
    Refuse,
    /// 101, and then what is no WebSocket.
    Garbage,
    /// Never answers.
    Hang,
    /// 101, and much without end.
    Flood,
}

pub const OPEN: &str =
    r#"0{"sid":"s1","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":100}"#;
pub const OPEN_POLLING: &str =
    r#"0{"sid":"s1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":100}"#;

pub fn http(code: u16, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {code} So\r\n{headers}Content-Length: {}\r\n\r\n{body}", body.len())
}

impl Default for Script {
    fn default() -> Self {
        Self { open: http(200, "", OPEN), websocket: OnUpgrade::Accept, posted: Some(http(200, "", "ok")) }
    }
}

impl Script {
    pub fn polling() -> Self {
        Self { open: http(200, "", OPEN_POLLING), ..Self::default() }
    }

    pub fn opened_by(answer: String) -> Self {
        Self { open: answer, ..Self::default() }
    }
}

/// What a run has in common, for the server at this address.
pub fn context(address: SocketAddr) -> Arc<Context> {
    let target = Target::of_test(&format!("http://{address}"), address);
    let (tolerance, clock) = (Tolerance::default(), Clock::start());
    let recorder = recorder::start(Header::new(1, target.shown(), tolerance), None).unwrap();
    let http = HttpClient::new(target.clone(), clock).unwrap();
    let (network, meter) = (Arc::new(Network::new(target).unwrap()), NoiseMeter::default());
    Arc::new(Context::new(network, http, clock, recorder, meter, tolerance, String::new()))
}

pub struct Server {
    pub context: Arc<Context>,
    heard: Arc<Mutex<Vec<String>>>,
    says: UnboundedSender<String>,
}

/// What every connection of it shares.
struct Inside {
    script: Script,
    heard: Arc<Mutex<Vec<String>>>,
    says: UnboundedSender<String>,
    /// What the next poll or the WebSocket brings.
    said: tokio::sync::Mutex<UnboundedReceiver<String>>,
    /// A probe is answered, and the client has not changed over yet: polls are let go of.
    is_upgrading: AtomicBool,
}

impl Server {
    pub async fn start(script: Script) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (says, said) = unbounded_channel();
        let heard: Arc<Mutex<Vec<String>>> = Arc::default();
        let said = tokio::sync::Mutex::new(said);
        let is_upgrading = AtomicBool::new(false);
        let inside = Arc::new(Inside { script, heard: heard.clone(), says: says.clone(), said, is_upgrading });
        tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                let inside = inside.clone();
                tokio::spawn(async move {
                    let mut start = vec![0; 4096];
                    let mut seen = String::new();
                    while !seen.contains("\r\n\r\n") {
                        let read = socket.peek(&mut start).await.unwrap_or_default();
                        if read == 0 {
                            return;
                        }
                        seen = String::from_utf8_lossy(&start[..read]).into_owned();
                    }
                    if seen.contains("Upgrade: websocket") {
                        inside.heard(seen);
                        inside.upgrades(socket).await;
                    } else {
                        inside.answers(&mut socket).await;
                    }
                });
            }
        });
        Self { context: context(address), heard, says }
    }

    /// Sends these packets to the client: by the next poll, or by the WebSocket.
    pub fn says(&self, packets: &str) {
        self.says.send(packets.into()).unwrap();
    }

    /// Each request with its body, each text by WebSocket, and how each WebSocket ended.
    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    /// Waits until it has heard something that contains this, in the body if it is a request.
    pub async fn hears(&self, text: &str) -> String {
        self.hears_where(text, |heard| heard.contains(text)).await
    }

    /// The same for this and nothing else.
    pub async fn hears_just(&self, text: &str) -> String {
        self.hears_where(text, |heard| heard == text).await
    }

    async fn hears_where(&self, text: &str, is_it: impl Fn(&str) -> bool) -> String {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(20) {
            let body = |heard: &String| heard.split_once("\r\n\r\n").map_or(heard.clone(), |(_, body)| body.into());
            if let Some(found) = self.heard().into_iter().find(|heard| is_it(&body(heard))) {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        panic!("no {text} in {:?}", self.heard());
    }
}

impl Inside {
    fn heard(&self, text: impl Into<String>) {
        self.heard.lock().unwrap().push(text.into());
    }

    async fn answers<S: AsyncRead + AsyncWrite + Unpin>(&self, socket: &mut S) {
        let mut request = Vec::new();
        let text = loop {
            if socket.read_buf(&mut request).await.unwrap_or_default() == 0 {
                return;
            }
            let text = String::from_utf8_lossy(&request).into_owned();
            let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
            let length = head.split_once("Content-Length: ").map_or("0", |(_, rest)| rest.lines().next().unwrap());
            if body.len() >= length.parse().unwrap() {
                break text;
            }
        };
        self.heard(text.clone());
        let answer = if text.starts_with("POST") {
            match &self.script.posted {
                Some(answer) => answer.clone(),
                None => std::future::pending().await,
            }
        } else if text.contains("sid=") && self.is_upgrading.load(Ordering::Relaxed) {
            tokio::time::sleep(Duration::from_millis(5)).await;
            http(200, "", "6")
        } else if text.contains("sid=") {
            let mut said = self.said.lock().await;
            let mut byte = [0];
            tokio::select! {
                said = said.recv() => http(200, "", &said.unwrap_or_default()),
                gone = socket.read(&mut byte) => {
                    self.heard(format!("the poll ended: {:?}", gone.map_err(|error| error.kind())));
                    return;
                }
            }
        } else if self.script.open.starts_with("HTTP/1.1 3") && text.contains("/moved/") {
            http(200, "", OPEN_POLLING)
        } else {
            self.script.open.clone()
        };
        let _ = socket.write_all(answer.as_bytes()).await;
        if self.script.open.contains("999") {
            return;
        }
        let _ = socket.read(&mut [0]).await;
    }

    async fn upgrades<S: AsyncRead + AsyncWrite + Unpin>(&self, mut socket: S) {
        match self.script.websocket {
            OnUpgrade::Refuse => {
                let _ = socket.write_all(http(400, "", "no upgrade").as_bytes()).await;
                return;
            }
            OnUpgrade::Hang => std::future::pending().await,
            OnUpgrade::Accept | OnUpgrade::Deaf | OnUpgrade::Garbage | OnUpgrade::Flood => {}
        }
        let mut socket = accept_async(socket).await.unwrap();
        if self.script.websocket == OnUpgrade::Garbage {
            let _ = socket.get_mut().write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
            return;
        }
        let is_alone = self.script.open.is_empty();
        if is_alone {
            send(&mut socket, OPEN_POLLING).await;
        }
        if self.script.websocket == OnUpgrade::Flood {
            while send(&mut socket, &format!("42[\"x\",\"{}\"]", "y".repeat(100_000))).await {}
            self.heard("the flood ended");
            return;
        }
        let mut is_open = is_alone;
        // Whoever polls lets go of what is said from here on when the probe is answered.
        let mut said = if is_open { Some(self.said.lock().await) } else { None };
        loop {
            let next = poll_fn(|context| Pin::new(&mut socket).poll_next(context));
            let pushed = async {
                match &mut said {
                    Some(said) => said.recv().await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                message = next => match message {
                    Some(Ok(Message::Text(text))) if text == "2probe" && self.script.websocket == OnUpgrade::Deaf => {
                        self.heard("2probe");
                    }
                    Some(Ok(Message::Text(text))) if text == "2probe" => {
                        self.heard("2probe");
                        self.is_upgrading.store(true, Ordering::Relaxed);
                        send(&mut socket, "3probe").await;
                        let _ = self.says.send("6".into());
                    }
                    Some(Ok(Message::Text(text))) => {
                        self.heard(text.to_string());
                        if text == "5" && !is_open {
                            is_open = true;
                            said = Some(self.said.lock().await);
                        }
                    }
                    Some(Ok(Message::Close(_))) => self.heard("closed"),
                    Some(Ok(_)) => {}
                    Some(Err(error)) => {
                        self.heard(format!("the WebSocket ended: {error}"));
                        return;
                    }
                    None => return,
                },
                text = pushed => match text.as_deref() {
                    Some("close") => {
                        let close = Pin::new(&mut socket).start_send(Message::Close(None));
                        let _ = (close, poll_fn(|context| Pin::new(&mut socket).poll_flush(context)).await);
                    }
                    Some(text) => drop(send(&mut socket, text).await),
                    None => return,
                },
            }
        }
    }
}

async fn send<S: AsyncRead + AsyncWrite + Unpin>(socket: &mut WebSocketStream<S>, text: &str) -> bool {
    Pin::new(&mut *socket).start_send(Message::text(text)).is_ok()
        && poll_fn(|context| Pin::new(&mut *socket).poll_flush(context)).await.is_ok()
}
