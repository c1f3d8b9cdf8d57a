//! Trees of files that a submission has made: as deep, as wide and as closed to us as it liked.
//!
//! Each of these goes from folder to folder through what it holds open. None follows a link, leaves the file system
//! that it began in, or needs a path of more than one name; and none goes deeper on our stack the deeper a tree is.

mod budget;
#[cfg(unix)]
mod copy;
#[cfg(not(unix))]
mod elsewhere;
#[cfg(unix)]
mod folder;
#[cfg(unix)]
mod give;
#[cfg(unix)]
mod measure;
#[cfg(unix)]
mod removal;
mod size;
#[cfg(unix)]
mod walk;

pub use budget::BadCopy;
#[cfg(unix)]
pub use copy::{copy, copy_files};
#[cfg(not(unix))]
pub use elsewhere::{copy, copy_files, measure, remove};
#[cfg(unix)]
pub use give::give;
#[cfg(unix)]
pub use measure::measure;
#[cfg(unix)]
pub use removal::remove;
pub use size::{Measured, MostFiles, Remains, Size};

#[cfg(all(test, unix))]
mod tests;
