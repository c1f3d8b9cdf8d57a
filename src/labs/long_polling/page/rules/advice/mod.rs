//! What costs no points.

pub mod malformed_not_survived;
