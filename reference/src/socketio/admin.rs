//! The namespace of those who look after the chat: only with the token, and what they announce everybody gets.

use std::{
    fmt,
    future::{Ready, ready},
};

use serde::Deserialize;
use serde_json::{Value, json};
use socketioxide::{
    SocketIo,
    extract::{AckSender, SocketRef, State, TryData},
};

use super::{notice::Notice, redis::Others};

/// The token that the lab text gives as its example. A server that others can reach has its own, and not in its code.
pub const TOKEN: &str = "12345";

/// What a client presents when it connects: `io("/admin", { auth: { token } })`.
#[derive(Debug, Deserialize)]
pub struct Presented {
    token: String,
}

/// Why a client is not let in. It gets this as the message of its `connect_error`.
#[derive(Debug)]
pub struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a valid token is needed")
    }
}

/// Before a client is connected, so that without the token it hears nothing, not even for a moment.
pub async fn authorise(TryData(presented): TryData<Presented>) -> Result<(), Refused> {
    presented.is_ok_and(|presented| presented.token == TOKEN).then_some(()).ok_or(Refused)
}

/// A client that has shown the token. What it says at once is heard: see [`super::chat::connect`].
pub fn connect(socket: SocketRef) -> Ready<()> {
    socket.on("announce", announce);
    ready(())
}

/// `announce`: everybody in the chat gets it, in whatever room or in none.
async fn announce(io: SocketIo, State(others): State<Others>, TryData(data): TryData<Value>, ack: AckSender) {
    let data = data.unwrap_or_default();
    for namespace in super::CHATS {
        let notice =
            Notice { namespace: namespace.into(), room: None, event: "announcement".into(), data: data.clone() };
        notice.tell(&io).await;
        others.tell(notice);
    }
    let _ = ack.send(&json!({ "ok": true }));
}
