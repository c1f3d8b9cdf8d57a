//! The rules of the board. Times are milliseconds; clients listen from 0 until 9 s, unless a story says otherwise. What
//! they share with the chat is told in full there.

mod circles;
pub mod connect;
pub mod extras;
pub mod presence;
pub mod token;
pub mod update;

use super::build::Told;
use super::build::cast::{Cast, connected, text, user};
use lab::labs::socketio::record::{How, TokenGiven};
use serde_json::{Value, json};

/// Two members of one room, two neighbours in another.
fn rooms() -> Cast {
    connected(&["member 1", "member 2", "neighbour 1", "neighbour 2"])
        .joins("member 1", "first", 100)
        .joins("neighbour 1", "second", 200)
        .joins("neighbour 2", "second", 300)
        .joins("member 2", "first", 400)
}

/// A content as the lab text has it.
fn content(text: &str) -> Value {
    json!({ "content": text })
}

impl Cast {
    /// A client changes the content, and these get it 10 ms later.
    fn writes(self, client: &str, text: &str, at: u32, heard_by: &[&str]) -> Self {
        self.says(client, text, at).hear(heard_by, at + 10, "update", content(text))
    }
}

/// Somebody in the second room writes something, which is seen there alone.
fn canary(cast: Cast, at: u32) -> Cast {
    cast.writes("neighbour 2", "canary-77-q", at, &["neighbour 1"])
}

fn came(client: &str) -> Value {
    json!({ "message": format!("{} a rejoint le tableau", user(client)) })
}

fn gone(client: &str) -> Value {
    json!({ "message": format!("{} a quitté le tableau", user(client)) })
}
