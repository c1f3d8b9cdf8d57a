//! What is worth a look, and no points.

pub mod bad_token_stays;
pub mod board_dies_on_empty_event;
pub mod board_duplicate_pseudo_harms;
