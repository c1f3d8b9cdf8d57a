//! What `lab load` found: one value of plain fields, and its table.

mod chat;
mod model;
mod terminal;

pub use chat::{CHAT_FORMAT, ChatLoadReport, ChatRoundReport, EntryReport, render_chat};
pub use model::{FORMAT, LoadReport, Spread, Spreads, TripReport, UsedReport, WaveReport};
pub use terminal::render;
