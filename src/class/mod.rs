//! A class: its students, what each handed in, and what became of it.

pub mod archive;
pub mod class_report;
pub mod handin;
pub mod journal;
mod marks;
mod merge;
pub mod roster;
mod settings;
mod shard;
pub mod worksheet;

pub use class_report::reason_of_missing;
pub use marks::{graded, rounded};
pub use merge::{BadMerge, merge};
pub use settings::Settings;
pub use shard::{BadShard, Shard};
