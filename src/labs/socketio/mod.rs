//! Socket.IO: a chat with rooms.
//!
//! - [`contract`]: how such a target is spoken to.
//! - [`packet`]: the packets of Engine.IO 4 and Socket.IO 5, from text and to text. Pure.
//! - [`record`]: what is written down of a client and of what it does.
//! - [`heard`], [`scene`], [`case`]: what the rules look at. [`rules`]: one a file.

pub mod case;
pub mod contract;
mod discover;
mod heard;
pub mod packet;
pub mod record;
pub mod rules;
mod scene;
