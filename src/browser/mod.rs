//! Drives Chromium, or a browser made of it, as a person would use it: opens pages, looks at them, clicks, and hears what
//! they say. It speaks the DevTools protocol over two pipes, which no page and no server can reach, and which work through
//! the wall of a network name space; a browser whose pipe is gone ends.
//!
//! `find`: which program. `profile`: where it keeps its files. `process`: how it is started and ended. `link`: calls and
//! events. `context`: pages that share cookies, cache and a way to the network. `page`: one of them; `said`: what it said;
//! `input`: the mouse and the keys.

mod context;
mod error;
mod find;
mod input;
mod launch;
mod link;
mod page;
mod process;
mod profile;
mod said;
mod start;

pub use context::Context;
pub use error::BrowserError;
pub use find::{Program, Wanted, find};
pub use launch::Launch;
pub use page::Page;
pub use said::{Said, Saying};
pub use start::Browser;
