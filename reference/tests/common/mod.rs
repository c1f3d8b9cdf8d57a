//! A client that writes its requests by hand, one connection each, so that nothing is hidden. And the folders of the
//! labs.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    time::timeout,
};

/// Far longer than anything here may take.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// The folder of each lab: each folder in `src` that has flaws.
pub fn labs() -> Vec<PathBuf> {
    let mut labs = inside(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    labs.retain(|path| path.join("flawed").is_dir());
    assert!(!labs.is_empty(), "no lab is found");
    labs
}

/// The files and folders in this one.
pub fn inside(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.map(|entry| entry.expect("a readable folder").path()).collect()
}

pub struct Answer {
    pub code: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {:?}", self.body))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let mut fields = self.head.lines().filter_map(|line| line.split_once(": "));
        fields.find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// A listener on a free port of this machine.
pub async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound listener has an address");
    (listener, address)
}

/// Sends a request that is complete but for `Host` and `Connection`, and returns without waiting.
pub async fn send(server: SocketAddr, first_line: &str, fields: &str, body: &str) -> TcpStream {
    let mut connection = TcpStream::connect(server).await.expect("the server listens");
    let request = format!("{first_line} HTTP/1.1\r\nHost: lab\r\nConnection: close\r\n{fields}\r\n{body}");
    connection.write_all(request.as_bytes()).await.expect("the server reads");
    connection
}

/// Reads the answer to the end of the connection. What is not UTF-8 is replaced: some flaws are about that.
pub async fn receive(mut connection: TcpStream) -> Answer {
    let mut bytes = Vec::new();
    let reading = connection.read_to_end(&mut bytes);
    timeout(PATIENCE, reading).await.expect("an answer in time").expect("a readable answer");
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").expect("a whole head");
    answer(head, body)
}

fn answer(head: &str, body: &str) -> Answer {
    let code = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status code");
    Answer { code, head: head.to_owned(), body: body.to_owned() }
}

pub async fn get(server: SocketAddr, target: &str) -> Answer {
    receive(send(server, &format!("GET {target}"), "", "").await).await
}

pub async fn start_poll(server: SocketAddr, known: u64) -> TcpStream {
    send(server, &format!("GET /poll-status?last_version={known}"), "", "").await
}

pub async fn poll(server: SocketAddr, known: u64) -> Answer {
    receive(start_poll(server, known).await).await
}

pub async fn post(server: SocketAddr, kind: &str, body: &str) -> Answer {
    let fields = format!("Content-Type: {kind}\r\nContent-Length: {}\r\n", body.len());
    receive(send(server, "POST /update-status", &fields, body).await).await
}

pub async fn update(server: SocketAddr, status: &str) -> Answer {
    post(server, "application/json", &serde_json::json!({ "status": status }).to_string()).await
}

/// A stream of events while it comes.
pub struct Events {
    pub answer: Answer,
    connection: BufReader<TcpStream>,
}

impl Events {
    pub async fn open(server: SocketAddr, fields: &str) -> Self {
        Self::read(send(server, "GET /stream", &format!("Accept: text/event-stream\r\n{fields}"), "").await).await
    }

    pub async fn resume(server: SocketAddr, last: &str) -> Self {
        Self::open(server, &format!("Last-Event-ID: {last}\r\n")).await
    }

    /// Reads the head of a stream that was asked for.
    pub async fn read(connection: TcpStream) -> Self {
        let mut connection = BufReader::new(connection);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            line(&mut connection, &mut head).await;
        }
        Self { answer: answer(head.trim_end(), ""), connection }
    }

    /// The lines up to the next empty one; nothing at the end of the stream.
    ///
    /// The lines of this server end with LF, those of the chunks around them with CR LF, so they can be told apart.
    pub async fn block(&mut self) -> Option<Vec<String>> {
        let mut lines = Vec::new();
        loop {
            let mut text = String::new();
            line(&mut self.connection, &mut text).await;
            match text.as_str() {
                "0\r\n" => return None,
                "\n" => return Some(lines),
                text if text.ends_with("\r\n") => {}
                text => lines.push(text.trim_end().to_owned()),
            }
        }
    }

    /// The id and the data of the next event that has some.
    pub async fn next(&mut self) -> Option<(u64, Value)> {
        loop {
            let lines = self.block().await?;
            let field = |name| lines.iter().find_map(|line| line.strip_prefix(name));
            if let Some(data) = field("data: ") {
                let id = field("id: ").and_then(|id| id.parse().ok()).expect("an id that is a number");
                return Some((id, serde_json::from_str(data).expect("data that is JSON")));
            }
        }
    }

    /// The next `count` events.
    pub async fn take(&mut self, count: usize) -> Vec<(u64, Value)> {
        let mut events = Vec::new();
        while events.len() < count {
            events.push(self.next().await.expect("the stream goes on"));
        }
        events
    }
}

async fn line(connection: &mut BufReader<TcpStream>, text: &mut String) {
    let reading = timeout(PATIENCE, connection.read_line(text)).await;
    let length = reading.expect("a line in time").expect("a readable line");
    assert!(length > 0, "the connection was cut");
}
