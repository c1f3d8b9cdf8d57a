//! A correct long-polling server that holds for 2 s, whose answers a test may bend before they leave.

use std::io::{Result, Write};
use std::net::TcpStream;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::wire::{self, Request};

pub const HOLD: Duration = Duration::from_secs(2);

/// Which of its answers one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    Page,
    Update,
    /// The state, for a client that is behind.
    AtOnce,
    /// The state, for a client that waited for it.
    Woken,
    HoldEnd,
    Error,
}

#[derive(Debug, Clone)]
pub struct Reply {
    pub code: u16,
    pub reason: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn new(code: u16, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        let headers = [("Content-Type", kind), ("Cache-Control", "no-store"), ("Connection", "close")];
        let headers = headers.map(|(name, value)| (name.into(), value.into())).to_vec();
        Self { code, reason: "Said".into(), headers, body: body.into() }
    }

    pub fn json(code: u16, body: &Value) -> Self {
        Self::new(code, "application/json", body.to_string())
    }

    pub fn value(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The head, with these lines about the body's length at its end.
    pub fn head(&self, framing: &str) -> String {
        let headers: String = self.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        format!("HTTP/1.1 {} {}\r\n{headers}{framing}\r\n", self.code, self.reason)
    }

    pub fn bytes(&self) -> Vec<u8> {
        let framing = if self.code == 204 { String::new() } else { format!("Content-Length: {}\r\n", self.body.len()) };
        [self.head(&framing).into_bytes(), self.body.clone()].concat()
    }

    pub fn send(&self, mut to: &TcpStream) -> Result<()> {
        to.write_all(&self.bytes())
    }
}

pub struct Task {
    pub state: Mutex<(String, i64)>,
    pub changed: Condvar,
}

impl Task {
    pub fn new() -> Arc<Self> {
        Arc::new(Self { state: Mutex::new(("En attente".into(), 1)), changed: Condvar::new() })
    }

    pub fn set(&self, status: &str) -> i64 {
        let mut state = self.state.lock().expect("no thread panicked");
        *state = (status.into(), state.1 + 1);
        self.changed.notify_all();
        state.1
    }

    pub fn answer(&self, request: &Request) -> (Occasion, Reply) {
        let error = |code, why: &str| (Occasion::Error, Reply::json(code, &json!({ "error": why })));
        match (request.method.as_str(), request.path.as_str()) {
            ("GET", "/") => (Occasion::Page, Reply::new(200, "text/html", "<h1>Tasks</h1>")),
            ("GET", "/poll-status") => match last_version(&request.query) {
                Some(version) => self.poll(version),
                None => error(400, "last_version is not a number"),
            },
            (_, "/poll-status") => with_allow(error(405, "GET it"), "GET"),
            ("POST", "/update-status") => {
                let body: Value = serde_json::from_str(&request.body).unwrap_or_default();
                match body["status"].as_str().filter(|status| !status.trim().is_empty()) {
                    Some(status) => {
                        let version = self.set(status);
                        (Occasion::Update, Reply::json(200, &json!({ "new_status": status, "version": version })))
                    }
                    None => error(400, "a status is needed"),
                }
            }
            (_, "/update-status") => with_allow(error(405, "POST it"), "POST"),
            _ => error(404, "no such page"),
        }
    }

    fn poll(&self, version: i64) -> (Occasion, Reply) {
        let state = |state: &(String, i64)| Reply::json(200, &json!({ "status": state.0, "version": state.1 }));
        let mut now = self.state.lock().expect("no thread panicked");
        if now.1 > version {
            return (Occasion::AtOnce, state(&now));
        }
        let end = Instant::now() + HOLD;
        while now.1 <= version {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return (Occasion::HoldEnd, Reply { body: vec![], ..Reply::new(204, "application/json", "") });
            }
            now = self.changed.wait_timeout(now, left).expect("no thread panicked").0;
        }
        (Occasion::Woken, state(&now))
    }
}

fn with_allow((occasion, reply): (Occasion, Reply), methods: &str) -> (Occasion, Reply) {
    (occasion, reply.header("Allow", methods))
}

fn last_version(query: &str) -> Option<i64> {
    url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "last_version")?.1.parse().ok()
}

/// Which answers are bent: how one goes out instead.
pub fn bent(twist: impl Fn(Occasion, &Request, Reply, &TcpStream) -> Result<()> + Send + Sync + 'static) -> String {
    of(Task::new(), twist)
}

pub fn of(
    task: Arc<Task>,
    twist: impl Fn(Occasion, &Request, Reply, &TcpStream) -> Result<()> + Send + Sync + 'static,
) -> String {
    wire::listen(move |connection| {
        let request = wire::read(connection)?;
        let (occasion, reply) = task.answer(&request);
        twist(occasion, &request, reply, connection).ok()
    })
}

/// Bends the answers of one occasion.
pub fn bent_when(bad: Occasion, twist: impl Fn(Reply, &TcpStream) -> Result<()> + Send + Sync + 'static) -> String {
    bent(move |occasion, _, reply, to| if occasion == bad { twist(reply, to) } else { reply.send(to) })
}
