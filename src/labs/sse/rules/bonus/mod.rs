//! What a stream may do better than the lab text asks: points beside the mark, never a deduction.

pub mod head_answered;
pub mod heartbeat;
pub mod ids_grow;
pub mod resumes;
pub mod retry_sent;
pub mod same_events;
