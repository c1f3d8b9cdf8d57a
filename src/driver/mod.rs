//! Acts on the target as many clients at once, and records what happens: the only code that has a clock and a network.
//! What is asked, and why, each lab says.

mod asking;
pub mod bound;
mod context;
pub mod control;
mod cpu_watch;
pub mod discover;
pub mod documents;
#[cfg(target_os = "linux")]
mod family;
mod instance;
pub mod kept;
mod lab;
pub mod open_files;
mod pace;
pub mod page;
mod patience;
mod play;
#[cfg(target_os = "linux")]
pub mod processes;
pub mod progress;
pub mod recorder;
pub mod run;
#[cfg(any(target_os = "linux", test))]
mod run_queue;
pub mod script;
mod time_left;
pub mod tried;
pub mod usage;
pub mod watch;
pub mod wire;

pub use context::{Caller, Context, Extra};
pub use lab::{Absent, Bound, BoxFuture, FoundLab, Instances, LabDriver, LabSearch, Missing, Search};
pub use pace::TOO_MANY;
pub use patience::Patience;
