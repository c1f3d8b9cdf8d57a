//! Exercise 2: each message is answered with the same text in capitals.

use axum::{
    extract::{
        State,
        ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade, close_code},
    },
    response::Response,
};

use super::LONGEST;
use crate::stopping::Stopping;

/// What all connections share.
#[derive(Debug, Clone)]
pub struct Capitals {
    pub stopping: Stopping,
}

/// Answers the request for a WebSocket: from here on, the connection carries messages.
pub async fn connect(State(capitals): State<Capitals>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.max_message_size(LONGEST).on_upgrade(|socket| talk(capitals, socket))
}

/// Serves one client until it leaves. Each has its own task, so each gets its own answers.
async fn talk(capitals: Capitals, mut socket: WebSocket) {
    loop {
        let sent = tokio::select! {
            message = socket.recv() => match message {
                Some(Ok(Message::Text(text))) => socket.send(text.to_uppercase().into()).await,
                // A page sends texts only, so bytes are nothing. Pings and the close are answered by the next `recv`.
                Some(Ok(_)) => Ok(()),
                Some(Err(_)) | None => return,
            },
            () = capitals.stopping.requested() => {
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
