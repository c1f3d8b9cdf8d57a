//! Starts what was handed in, kept apart from everything else, and ends it again whatever it does.
//!
//! [`find`] says how a folder is started. That happens in a [`Workspace`]: a private writable copy of the sources, a
//! home of its own, and an [`Isolation`] around both. First, commands install what is needed, with a network; then
//! another command runs the server, without one.

mod beside;
mod bubblewrap;
mod builds;
mod cgroup;
mod container;
mod container_command;
mod disk;
mod engine;
mod environment;
mod failure;
mod fence;
pub mod find;
mod images;
mod instances;
mod isolation;
mod launch;
mod layout;
mod limits;
mod log;
mod nameless;
mod namespaces;
mod network;
mod obstacle;
mod package_cache;
mod pause;
mod ports;
mod processes;
mod purpose;
mod running;
#[cfg(target_os = "linux")]
mod system_calls;
mod tools;
mod tree;
mod uplink;
mod workspace;

pub use beside::MoreInstances;
pub use failure::{PassedLimit, StartFailure};
pub use fence::fence;
pub use isolation::{Isolation, IsolationChoice, IsolationKind};
pub use launch::Launch;
pub use limits::SandboxLimits;
pub use network::InstallNetwork;
pub use obstacle::Obstacle;
pub use package_cache::PackageCache;
pub use ports::listening_of_group;
pub use running::Running;
pub use tree::{BadCopy, MostFiles, Remains, copy, copy_files, remove};
pub use uplink::NoWayOut;
pub use workspace::Workspace;
