//! What a board may do better: points beside the mark, never a deduction.

pub mod status_follows;
