//! Acts on the target as many clients at once, and records what happens: the only code that has a clock and a network.

pub mod bound;
mod burst;
pub mod control;
mod current;
pub mod discover;
mod effort;
mod kept;
mod known;
pub mod load;
#[cfg(target_os = "linux")]
mod processes;
mod race;
pub mod recorder;
pub mod run;
mod stage;
mod streams;
pub mod watch;
pub mod wire;
mod world;
