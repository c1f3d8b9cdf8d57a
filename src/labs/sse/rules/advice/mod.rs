//! What is worth a look, and no points.

pub mod stream_renamed;
