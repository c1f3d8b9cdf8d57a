//! Starts what somebody handed in, kept apart from everything else, and ends it again whatever it does.
//!
//! [`find`] says how a folder is started. A [`Room`] is where that happens: a private writable copy of the sources, a
//! home of its own, and an [`Isolation`] around both. What is installed first, with a network, is one command in it; the
//! server, without one, is another.

mod cgroup;
mod copy;
mod engine;
mod environment;
pub mod find;
mod isolation;
mod limits;
mod log;
mod ports;
mod processes;
mod room;
mod running;
mod tools;
mod trouble;

pub use copy::{BadCopy, copy, copy_files};
pub use isolation::{Isolation, Kind, Wanted};
pub use limits::Limits;
pub use room::Room;
pub use running::Running;
pub use trouble::{Ended, Trouble};
