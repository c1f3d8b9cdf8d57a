//! Socket.IO: a chat with rooms.

pub mod contract;
