//! What a chat may do better than the lab text asks: points beside the mark, never a deduction.

pub mod acks;
pub mod history;
pub mod leaves_old_room;
pub mod membership_checked;
pub mod pseudo_kept;
pub mod recovery;
pub mod survives_empty_event;
