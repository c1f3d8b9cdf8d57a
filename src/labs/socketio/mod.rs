//! Socket.IO: a family of labs. They share how a target is spoken to, what is written down of it and how that is read;
//! each has a folder with its table, its rules and its sentences.
//!
//! - [`contract`]: how such a target is spoken to. `discover/`: how that is found, by the scripts of its page and by what
//!   three clients hear. `found`: the lab of one target, as a run drives it.
//! - [`packet`]: the packets of Engine.IO 4 and Socket.IO 5, from text and to text. Pure.
//! - [`link`]: one link of one client with the target, by polling and WebSocket. `client`: that client; `ear`: what it hears;
//!   `fresh`: names that nobody else has; `ticket`: a room or a token that the target gives;
//!   `library`: the client library that a page names.
//! - `reach`: finds a chat without driving scenarios; [`room`]: one client of it that only listens, for whoever looks on;
//!   [`load`]: many that talk.
//! - [`steps`]: what a scenario may do, and `run/`: how that is done. `state`: what was learned of the target.
//! - [`record`]: what is written down of a client and of what it does.
//! - `heard`, `deed`, `scene`, [`case`]: what the rules look at. `judge`: how the rules of several labs look at it.
//! - [`kin`]: what tells one lab of the family from another.
//! - `report`: what reports show of it, `audience` who heard whom, `stays` who was where, `again` with which commands it is seen again, and `text/` how they say it.
//! - [`chat`]: a chat with rooms. [`across`]: several instances of one, that are one by way of Redis. [`board`]: a board that
//!   several edit at once, with a token.

pub mod across;
mod again;
mod audience;
pub mod board;
pub mod case;
pub mod chat;
mod client;
pub mod contract;
mod deed;
mod discover;
mod ear;
mod found;
mod fresh;
mod heard;
mod judge;
pub mod kin;
mod library;
pub mod link;
pub mod load;
pub mod packet;
mod reach;
pub mod record;
mod report;
pub mod room;
mod run;
mod scene;
mod state;
mod stays;
pub mod steps;
mod ticket;

pub use reach::ReachError;
