//! The rules of the Socket.IO chat. Times are milliseconds; clients listen from 0 until 9 s, unless a story says otherwise.

mod circles;
pub mod connect;
pub mod extras;
pub mod join;
pub mod leave;
pub mod message;
pub mod once;

use super::build::Told;
use super::build::cast::{Cast, connected, message, text, user};
use lab::labs::socketio::record::How;
use serde_json::{Value, json};

/// Two members of one room, two neighbours in another, and somebody in none. Nothing was said of their joining.
fn rooms() -> Cast {
    all()
        .joins("member 1", "first", 100)
        .joins("neighbour 1", "second", 200)
        .joins("neighbour 2", "second", 300)
        .joins("member 2", "first", 400)
}

/// The same before they join.
fn all() -> Cast {
    connected(&["member 1", "member 2", "neighbour 1", "neighbour 2", "outsider 1"])
}

/// Somebody in the second room says something, which is heard there alone.
fn canary(cast: Cast, at: u32) -> Cast {
    cast.talk("neighbour 2", "canary-77-q", at, &["neighbour 1", "neighbour 2"])
}

/// What the lab text says of an arrival.
fn came(client: &str) -> Value {
    json!({ "message": format!("{} a rejoint le salon", user(client)) })
}

fn gone(client: &str) -> Value {
    json!({ "message": format!("{} a quitté le salon", user(client)) })
}
