//! A client that writes its requests by hand: one connection each, nothing hidden.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::{net::SocketAddr, time::Duration};

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// Far longer than anything here may take, far shorter than anybody's patience.
pub const PATIENCE: Duration = Duration::from_secs(5);

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

/// Reads the answer to the end of the connection.
pub async fn receive(mut connection: TcpStream) -> Answer {
    let mut text = String::new();
    let reading = connection.read_to_string(&mut text);
    tokio::time::timeout(PATIENCE, reading).await.expect("an answer in time").expect("a readable answer");
    let (head, body) = text.split_once("\r\n\r\n").expect("a whole head");
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
