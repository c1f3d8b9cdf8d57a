//! A class: who is in it, what each handed in, and what became of it.

pub mod archive;
pub mod handin;
pub mod journal;
mod marks;
pub mod roster;
mod settings;
mod shard;
mod whole;
pub mod worksheet;

pub use marks::{graded, rounded};
pub use settings::Settings;
pub use shard::{BadShard, Shard};
pub use whole::{BadMerge, merge, reason_of_missing, waiting, whole};
