//! Reads `text/event-stream` as a browser does (WHATWG HTML, 9.2.5 and 9.2.6), and says why a stream is not read as
//! its author meant.
//!
//! It imports nothing of the rest of the program: bytes come in, plain data goes out.
#![deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros)]

mod explain;
mod field;
mod item;
mod lines;
mod rhythm;
mod scanner;

pub use explain::{MOST_TROUBLES, Trouble, TroubleKind, explain};
pub use item::{Event, Item, Pending, SizeBound};
pub use lines::{Line, Lines, lines};
pub use rhythm::{Rhythm, TICK};
pub use scanner::Scanner;

/// The longest line that is read, in bytes without its end; the rest of a longer one is skipped.
pub const LINE_MAX: usize = 256 * 1024;

/// The most data of one event, in bytes of the decoded text; an event with more is skipped.
pub const DATA_MAX: usize = 64 * 1024;

/// The longest id: each later event carries it, so that a long one would make much out of few bytes.
pub const ID_MAX: usize = 1024;
