//! A Socket.IO client that reads and writes packets as they are, through a WebSocket.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::{net::SocketAddr, time::Duration};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{WebSocketStream, client_async, tungstenite::Message};

use super::PATIENCE;

pub struct Client {
    link: WebSocketStream<TcpStream>,
    prefix: String,
}

impl Client {
    /// Connects to a namespace, and presents this. What the server says to it: a `0{"sid":…}` or a `4{"message":…}`.
    pub async fn present(server: SocketAddr, namespace: &str, auth: Option<Value>) -> (Self, String) {
        let connection = TcpStream::connect(server).await.expect("the server listens");
        let url = format!("ws://{server}/socket.io/?EIO=4&transport=websocket");
        let (link, _) = client_async(url, connection).await.expect("a WebSocket");
        let prefix = if namespace == "/" { String::new() } else { format!("{namespace},") };
        let mut client = Self { link, prefix };
        client.send(&format!("40{}{}", client.prefix, auth.map(|auth| auth.to_string()).unwrap_or_default())).await;
        let answer = loop {
            let packet = client.packet().await;
            if let Some(answer) = packet.strip_prefix('4') {
                break answer.to_owned();
            }
        };
        (client, answer)
    }

    pub async fn connect(server: SocketAddr, namespace: &str) -> Self {
        let (client, answer) = Self::present(server, namespace, None).await;
        assert!(answer.starts_with('0'), "{answer}");
        client
    }

    /// A member of a room of the namespace `/`, which has heard that it came.
    pub async fn join(server: SocketAddr, username: &str, room: &str) -> Self {
        let mut client = Self::connect(server, "/").await;
        client.emit("join room", json!({ "username": username, "room": room })).await;
        let welcome = client.event().await;
        assert!(welcome.to_string().contains(username), "{welcome}");
        client
    }

    pub async fn emit(&mut self, event: &str, data: Value) {
        let packet = format!("42{}{}", self.prefix, json!([event, data]));
        self.send(&packet).await;
    }

    /// Asks for an acknowledgement too, and returns it. Events that come meanwhile are lost.
    pub async fn ask(&mut self, event: &str, data: Value) -> Value {
        let packet = format!("42{}7{}", self.prefix, json!([event, data]));
        self.send(&packet).await;
        let start = format!("43{}7", self.prefix);
        loop {
            if let Some(answer) = self.packet().await.strip_prefix(&start) {
                return serde_json::from_str::<Value>(answer).expect("JSON")[0].clone();
            }
        }
    }

    pub async fn say(&mut self, message: &str) {
        self.emit("chat message", json!({ "message": message })).await;
    }

    /// The next event, as `[name, data]`.
    pub async fn event(&mut self) -> Value {
        let start = format!("42{}", self.prefix);
        loop {
            if let Some(event) = self.packet().await.strip_prefix(&start) {
                return serde_json::from_str(event).expect("JSON");
            }
        }
    }

    /// The next event, unless none comes for this long.
    pub async fn event_within(&mut self, time: Duration) -> Option<Value> {
        timeout(time, self.event()).await.ok()
    }

    pub async fn send(&mut self, packet: &str) {
        self.link.send(Message::text(packet)).await.expect("the server reads");
    }

    /// The next packet; pings are answered.
    async fn packet(&mut self) -> String {
        loop {
            let frame = timeout(PATIENCE, self.link.next()).await.expect("a packet in time");
            let packet = frame.expect("the connection stays").expect("a readable frame").into_text().expect("text");
            match packet.as_str() {
                "2" => self.send("3").await,
                packet => return packet.to_owned(),
            }
        }
    }

    /// Whether the server ends the connection, whatever comes before that.
    pub async fn was_ended(mut self) -> bool {
        timeout(PATIENCE, async { while let Some(Ok(_)) = self.link.next().await {} }).await.is_ok()
    }

    /// Ends the connection without a word, as a process that is killed does.
    pub fn reset(self) {
        self.link.get_ref().set_zero_linger().expect("an open connection");
    }
}
