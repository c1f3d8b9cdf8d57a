//! What is worth a look, and no points.

pub mod debug_mode;
pub mod extra_bytes;
pub mod half_done_update;
pub mod hold_unusual;
pub mod leavers_kept;
pub mod odd_body_5xx;
pub mod odd_status_stored;
pub mod stuck_client_blocks;
pub mod version_repeats;
pub mod waiters_limited;
