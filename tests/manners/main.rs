//! The manners of a command line: help with examples that are true, completions, a manual, pipes, colours, few words
//! and many.

#[path = "../common/mod.rs"]
mod common;
#[cfg(unix)]
mod delivery;
mod grammar;
mod manual;
#[cfg(unix)]
mod pipes;
mod students;
#[cfg(target_os = "linux")]
mod terminal;
mod usage;
mod voice;
