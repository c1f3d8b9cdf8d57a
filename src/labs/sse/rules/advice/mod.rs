//! What is worth a look, and no points.

pub mod event_named_error;
pub mod quote_never_changes;
pub mod stream_renamed;
