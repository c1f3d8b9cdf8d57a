//! What costs nothing, and is worth knowing.

pub mod close_unanswered;
pub mod dies_on_bad_text;
pub mod own_message_twice;
pub mod ping_unanswered;
