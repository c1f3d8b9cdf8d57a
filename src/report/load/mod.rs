//! What `lab load` found: one value of plain fields, and its table.

mod model;
mod terminal;

pub use model::{FORMAT, LoadReport, Spread, Spreads, TripReport, UsedReport, WaveReport};
pub use terminal::render;
