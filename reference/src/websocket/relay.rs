//! Exercise 1: what one client says, all others hear.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use axum::{
    extract::{
        State,
        ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade, close_code},
    },
    response::Response,
};
use tokio::sync::broadcast;

use super::LONGEST;
use crate::stopping::Stopping;

/// How many messages may wait for a client that is slow to take them. One that lets more of them wait is disconnected:
/// it comes back, and nobody else is kept waiting for it.
const WAITING: usize = 1024;

const WELCOME: &str = "Bienvenue ! Ce que vous écrivez, tous les autres le lisent.";

/// What all connections share.
#[derive(Debug, Clone)]
pub struct Relay {
    to_all: broadcast::Sender<Said>,
    /// The number of the next client.
    next: Arc<AtomicU64>,
    stopping: Stopping,
}

/// A message, and the client that it came from.
#[derive(Debug, Clone)]
struct Said {
    by: u64,
    text: Utf8Bytes,
}

impl Relay {
    pub fn new(stopping: Stopping) -> Self {
        Self { to_all: broadcast::Sender::new(WAITING), next: Arc::default(), stopping }
    }
}

/// Answers the request for a WebSocket: from here on, the connection carries messages.
pub async fn connect(State(relay): State<Relay>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.max_message_size(LONGEST).on_upgrade(|socket| talk(relay, socket))
}

/// Serves one client until it leaves.
///
/// There is no list of clients to keep: who subscribes is in it, and who is gone has dropped its subscription, however
/// it went.
async fn talk(relay: Relay, mut socket: WebSocket) {
    let own = relay.next.fetch_add(1, Ordering::Relaxed);
    let mut others = relay.to_all.subscribe();
    if socket.send(WELCOME.into()).await.is_err() {
        return;
    }
    loop {
        let sent = tokio::select! {
            message = socket.recv() => match message {
                Some(Ok(Message::Text(text))) => {
                    // An error means that nobody hears it, not even the one who says it: that cannot be.
                    let _ = relay.to_all.send(Said { by: own, text });
                    Ok(())
                }
                // A page sends texts only, so bytes are nothing. Pings and the close are answered by the next `recv`.
                Some(Ok(_)) => Ok(()),
                // The client is gone: in good order, or for an error that concerns nobody else.
                Some(Err(_)) | None => return,
            },
            said = others.recv() => match said {
                Ok(said) if said.by != own => socket.send(Message::Text(said.text)).await,
                Ok(_) => Ok(()),
                // It has missed something, since it takes too little.
                Err(_) => return,
            },
            () = relay.stopping.requested() => {
                let close = CloseFrame { code: close_code::AWAY, reason: "".into() };
                let _ = socket.send(Message::Close(Some(close))).await;
                return;
            }
        };
        if sent.is_err() {
            return;
        }
    }
}
