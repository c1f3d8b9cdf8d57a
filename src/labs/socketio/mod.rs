//! Socket.IO: a chat with rooms.
//!
//! - [`link`]: one link of one client with the target, by polling and WebSocket.
//! - [`packet`]: the packets of Engine.IO 4 and Socket.IO 5, from text and to text. Pure.
//! - [`record`]: what is written down of a client and of what it does.

pub mod link;
pub mod packet;
pub mod record;
