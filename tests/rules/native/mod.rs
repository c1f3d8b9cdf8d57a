//! The rules of the WebSocket lab. Times are milliseconds; clients listen from 0 until 9 s, unless a story says otherwise.

pub mod capitals;
pub mod connect;
pub mod harm;
pub mod relay;

use super::build::Told;
use super::build::company::{Company, capitals, relay, text};
use lab::labs::websocket::Exercise;
use lab::labs::websocket::record::{How, NotOpened, OddFrame, What};

/// Three clients of the relay.
fn three() -> Company {
    relay(&["talker 1", "talker 2", "talker 3"])
}

const OTHERS: [&str; 2] = ["talker 2", "talker 3"];
