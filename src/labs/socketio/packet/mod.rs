//! The packets of Engine.IO 4 and Socket.IO 5, from text and to text, as the official client reads and writes them.
//!
//! - [`EnginePacket`]: the outer packet, one a WebSocket frame or one of a polling payload.
//! - [`payload`]: how polling carries several of them in one body.
//! - [`Packet`]: the Socket.IO packet in a message of Engine.IO. [`Assembler`] joins it with its attachments.
//!
//! Sources: engine.io-protocol 4 and socket.io-protocol 5 (github.com/socketio), and what the official parser refuses.

mod assembler;
mod engine;
mod json;
pub mod payload;
mod socket;

pub use assembler::{Assembler, Whole};
pub use engine::{EnginePacket, Handshake};
pub use socket::{Packet, PacketKind};

/// Why something is no packet, in words that may quote what the target sent.
pub type PacketError = String;

/// So many characters of a target's words are quoted in an error.
const SHOWN: usize = 60;

/// The start of a text, in quotes.
fn quoted(text: &str) -> String {
    format!("{:?}", text.chars().take(SHOWN).collect::<String>())
}
